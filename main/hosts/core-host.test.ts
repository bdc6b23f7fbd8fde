import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import { createCoreHost } from './core-host'
import { pauseAfter } from './keep-running'

/** A fake child that records its messages; the test decides what it answers. */
class FakeChild extends EventEmitter {
  readonly pid = 1
  readonly received: { kind: string; id?: number }[] = []
  postMessage(message: unknown): void {
    this.received.push(message as { kind: string })
    if ((message as { kind: string }).kind === 'close') queueMicrotask(() => this.emit('exit', 0))
  }
  kill(): boolean {
    return this.emit('exit', 15)
  }
}

const host = () => {
  const children: FakeChild[] = []
  const heard: string[] = []
  const core = createCoreHost({
    fork: () => {
      const child = new FakeChild()
      children.push(child)
      return child
    },
    desk: () => ({ directory: '/d', server: '', deskId: 'x', appVersion: '1' }),
    onOpened: () => heard.push('opened'),
    onOpenFailed: (failure) => heard.push(`failed ${failure.code}`),
    onEvent: (name) => heard.push(name),
    onRinging: (callId) => heard.push(`ringing ${callId}`),
    onWaiting: (waiting) => heard.push(`waiting ${String(waiting.length)}`),
    onErased: (failure) => heard.push(`erased ${failure.code}`),
    logFault: (where) => {
      heard.push(where)
      return 'ref'
    },
  })
  return { core, children, heard, child: () => children.at(-1) as FakeChild }
}

describe('the host of the desk core', () => {
  it('forgets the key of an erased desk: waiting calls are answered, and only a new key opens it', async () => {
    const { core, child, heard } = host()
    core.start()
    core.open('aa')
    child().emit('message', { kind: 'opened' })
    const waiting = core.call('ticket.list', null)
    child().emit('message', { kind: 'erased', failure: { code: 'deskRevoked', params: {} } })
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'deskRevoked' } })
    expect([core.isOpen(), heard.at(-1)]).toEqual([false, 'erased deskRevoked'])
    core.open('bb')
    expect(child().received.at(-1)).toMatchObject({ kind: 'open', keyHex: 'bb' })
  })

  it('keeps calls until the replica is open, then answers each', async () => {
    const { core, child, heard } = host()
    core.start()
    const first = core.call('call.listLive', null)
    core.open('aa')
    expect(child().received.map(({ kind }) => kind)).toEqual(['open'])
    child().emit('message', { kind: 'opened' })
    const second = core.call('agent.read', null)
    const ids = child()
      .received.filter(({ kind }) => kind === 'call')
      .map(({ id }) => id)
    child().emit('message', { kind: 'answer', id: ids[1], result: { ok: true, value: 2 } })
    child().emit('message', { kind: 'answer', id: ids[0], result: { ok: true, value: 1 } })
    expect([await first, await second]).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ])
    child().emit('message', { kind: 'answer', id: ids[0], result: { ok: true, value: 9 } })
    child().emit('message', { kind: 'ringing', callId: 'c' })
    child().emit('message', { kind: 'nonsense' })
    expect(heard).toEqual(['opened', 'ringing c', 'desk core said what is not in the contract'])
  })

  it('answers pending calls when the core dies, then restarts and reopens it', async () => {
    vi.useFakeTimers()
    try {
      const { core, children, child } = host()
      core.open('aa')
      child().emit('message', { kind: 'opened' })
      const lost = core.call('ticket.list', {})
      child().emit('exit', 139)
      expect(await lost).toMatchObject({ ok: false, failure: { code: 'internal' } })
      await vi.advanceTimersByTimeAsync(pauseAfter(1))
      expect(children).toHaveLength(2)
      expect(child().received).toMatchObject([{ kind: 'open', keyHex: 'aa' }])
    } finally {
      vi.useRealTimers()
    }
  })

  it('gives up after five crashes in a row and reports it', async () => {
    vi.useFakeTimers()
    try {
      const { core, children, child, heard } = host()
      core.open('aa')
      for (let crash = 1; crash <= 5; crash++) {
        child().emit('exit', 1)
        await vi.advanceTimersByTimeAsync(20_000)
      }
      expect(children).toHaveLength(5)
      expect(heard.at(-1)).toBe('failed internal')
    } finally {
      vi.useRealTimers()
    }
  })

  it('never leaves a call without an answer', async () => {
    vi.useFakeTimers()
    try {
      const { core } = host()
      const answer = core.call('agent.read', null)
      await vi.advanceTimersByTimeAsync(30_000)
      expect(await answer).toMatchObject({ ok: false, failure: { code: 'internal' } })
      const atClose = core.call('agent.read', null)
      await core.close()
      expect(await atClose).toMatchObject({ ok: false })
    } finally {
      vi.useRealTimers()
    }
  })
})
