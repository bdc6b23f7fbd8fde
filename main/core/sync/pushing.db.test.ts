import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { deskIdSchema } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { applyFeedPage } from '../replica/apply-page'
import { issue } from '../replica/issue'
import { countPending, listAttention, raiseSeq } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { id, makePerson, makeTicket, openTestReplica, pageOf, put, temporaryFolder } from '../testing/replica-fixture'
import { pushOutbox, type Pushed } from './pushing'
import type { Wire } from './wire'

const person = makePerson()
const ticket = makeTicket({ ownerId: person.id })
const deskId = deskIdSchema.parse(id())

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
  applyFeedPage(replica, pageOf(0, 1, [put('ticket', 1, ticket)]))
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

const note = (text: string): void => {
  expect(issue(replica, 'ticket.note', { ticketId: ticket.id, text }).ok).toBe(true)
}
const textOf = (command: CommandEnvelope): string => String(command.args['text'])

/** A server that runs commands in order and ends with the first that fails unexpectedly. */
const serverWhere = (fails: (text: string) => boolean) => {
  const done: string[] = []
  const push = (commands: CommandEnvelope[]): Promise<Result<{ outcomes: Outcome[] }>> => {
    const end = commands.findIndex((command) => fails(textOf(command)))
    const run = end === -1 ? commands : commands.slice(0, end)
    done.push(...run.map(textOf))
    const failed = end === -1 ? [] : commands.slice(end, end + 1)
    return Promise.resolve(
      ok({
        outcomes: [
          ...run.map(({ id }, at): Outcome => ({
            id,
            status: 'accepted',
            noun: 'ticket',
            entityId: ticket.id,
            version: 2 + at,
          })),
          ...failed.map(({ id }): Outcome => ({
            id,
            status: 'refused',
            failure: fail('internal', { reference: 'x' }).failure,
          })),
        ],
      }),
    )
  }
  const tries = new Map<string, number>()
  const send = (): Promise<Pushed> =>
    pushOutbox({ replica, deskId, wire: { push } as Wire, notify: () => undefined, isCurrent: () => true, tries })
  return { done, send }
}

test('what follows a command that fails for a while waits, and keeps its order', async () => {
  for (const text of ['一', '二', '三']) note(text)
  let isBroken = true
  const { done, send } = serverWhere((text) => isBroken && text === '二')
  expect(await send()).toBe('retry')
  expect(done).toEqual(['一'])
  expect(countPending(replica.db)).toBe(2)
  isBroken = false
  expect(await send()).toBe('empty')
  expect(done).toEqual(['一', '二', '三'])
})

test('a command that always fails is returned to its person, and nothing waits for it for ever', async () => {
  for (const text of ['一', '二', '三']) note(text)
  const { done, send } = serverWhere((text) => text === '一')
  const ends: Pushed[] = []
  while (ends.at(-1) !== 'empty' && ends.length < 10) ends.push(await send())
  expect(ends).toEqual(['retry', 'retry', 'retry', 'retry', 'retry', 'empty'])
  expect(done).toEqual(['二', '三'])
  expect(listAttention(replica.db)).toMatchObject([{ args: { text: '一' }, failure: { code: 'internal' } }])
})

test('numbers that a desk left out on its way are no reason to wait', async () => {
  note('一')
  raiseSeq(replica.db, 100_000)
  note('二')
  replica.db.run('delete from outbox where seq = 1')
  note('三')
  const { done, send } = serverWhere(() => false)
  expect(await send()).toBe('empty')
  expect(done).toEqual(['二', '三'])
})
