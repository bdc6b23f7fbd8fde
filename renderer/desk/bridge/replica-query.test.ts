import { describe, expect, it } from 'vitest'
import { fail, ok, type Result } from '#shared/result'
import { createReplicaQuery } from './replica-query'

/** A query whose answers come when the test gives them. */
const heldQuestion = () => {
  const answers: ((result: Result<string>) => void)[] = []
  const ask = (): Promise<Result<string>> =>
    new Promise((give) => {
      answers.push(give)
    })
  const give = async (index: number, result: Result<string>): Promise<void> => {
    answers[index]!(result)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { ask, give, asked: () => answers.length }
}

const change = [{ noun: 'ticket', id: 'x' }] as const

describe('a replica query', () => {
  it('asks again when its nouns change, and only then', async () => {
    const { ask, give, asked } = heldQuestion()
    const query = createReplicaQuery(ask, { ticket: true })
    query.refresh()
    await give(0, ok('one'))
    query.touch([{ noun: 'article', id: 'x' }])
    expect(asked()).toBe(1)
    query.touch(change)
    expect(asked()).toBe(2)
    expect(query.read()).toEqual({ phase: 'ready', data: 'one', isStale: false })
    await give(1, ok('two'))
    expect(query.read()).toEqual({ phase: 'ready', data: 'two', isStale: false })
  })

  it('asks nothing because of a document that its answer does not show', async () => {
    let asked = 0
    const answer = { ticket: { id: 'mine', callId: null } }
    const query = createReplicaQuery(
      () => {
        asked += 1
        return Promise.resolve(ok(answer))
      },
      { ticket: 'ticket.id', call: 'ticket.callId', person: true },
    )
    query.touch([{ noun: 'ticket', id: 'any, for there is no answer yet' }])
    await Promise.resolve()
    await Promise.resolve()
    for (let times = 0; times < 500; times += 1) query.touch([{ noun: 'ticket', id: 'another' }])
    query.touch([{ noun: 'call', id: 'of another ticket' }])
    expect(asked).toBe(1)
    query.touch([{ noun: 'ticket', id: 'mine' }])
    expect(asked).toBe(2)
  })

  it('turns any number of changes during one question into one more question', async () => {
    const { ask, give, asked } = heldQuestion()
    const query = createReplicaQuery(ask, { ticket: true })
    query.refresh()
    for (let times = 0; times < 100; times += 1) query.touch(change)
    expect(asked()).toBe(1)
    await give(0, ok('before'))
    expect(asked()).toBe(2)
    expect(query.read()).toMatchObject({ data: 'before', isStale: true })
    await give(1, ok('after'))
    expect(asked()).toBe(2)
    expect(query.read()).toEqual({ phase: 'ready', data: 'after', isStale: false })
  })

  it('keeps the data it had when reading again fails, and notifies its listeners', async () => {
    const { ask, give } = heldQuestion()
    const query = createReplicaQuery(ask, { ticket: true })
    let heard = 0
    const stop = query.subscribe(() => {
      heard += 1
    })
    query.refresh()
    await give(0, ok('one'))
    query.refresh()
    await give(1, fail('notFound'))
    expect(query.read()).toMatchObject({ phase: 'failed', data: 'one', failure: { code: 'notFound' } })
    stop()
    query.refresh()
    await give(2, ok('two'))
    expect(heard).toBe(2)
  })

  it('shows an answer that came with an event, and still reads again where an older answer is on its way', async () => {
    const { ask, give, asked } = heldQuestion()
    const query = createReplicaQuery(ask, { ticket: true })
    query.give('given')
    expect(asked()).toBe(0)
    expect(query.read()).toEqual({ phase: 'ready', data: 'given', isStale: false })
    query.refresh()
    query.give('given later')
    expect(query.read()).toEqual({ phase: 'ready', data: 'given later', isStale: true })
    await give(0, ok('older'))
    expect(asked()).toBe(2)
    await give(1, ok('after'))
    expect(query.read()).toEqual({ phase: 'ready', data: 'after', isStale: false })
  })
})
