import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { remoteSessionIdSchema } from '#shared/ids'
import { ok, fail, type Result } from '#shared/result'
import { sampleNow, ticketId } from './testing/remote-sample'

let answer: (name: string, input: unknown) => Result<unknown> = () => ok(null)
const asked: [string, unknown][] = []
vi.stubGlobal('window', {
  hotline: {
    call: async (name: string, input: unknown) => {
      asked.push([name, input])
      return answer(name, input)
    },
    listen: () => () => undefined,
  },
})
const store = await import('./remote-store')
const { remoteStore, takeNow, takeMessage, dropTraces, sendChat, sendTrace, requestRemote, cancelRemote } = store

beforeEach(() => {
  asked.length = 0
  answer = () => ok(null)
})
afterEach(() => {
  takeNow(null)
})
const read = () => remoteStore.getState()

it('what is written and pointed at belongs to its session, and the next one begins with nothing of it', () => {
  takeNow(sampleNow())
  takeMessage({ kind: 'chat', text: '看到了吗' }, 0)
  takeMessage({ kind: 'mark', x: 0.5, y: 0.5, number: 1, text: '这里' }, 0)
  takeMessage({ kind: 'signal', signal: { type: 'offer', sdp: 'v=0' } }, 0)
  takeNow(sampleNow({ state: 'paused' }))
  expect(read()).toMatchObject({ unread: 1, lines: [{ from: 'customer', text: '看到了吗' }] })
  expect(read().traces).toHaveLength(1)
  store.readLines()
  expect(read().unread).toBe(0)
  dropTraces(60_000)
  expect(read().traces).toEqual([])
  const other = remoteSessionIdSchema.parse('00000000-0000-4000-8000-0000000000b1')
  takeNow(sampleNow({}, { sessionId: other }))
  expect(read()).toMatchObject({ lines: [], traces: [], chatDraft: '' })
})

it('a line that did not arrive stays with its reason', async () => {
  takeNow(sampleNow())
  answer = () => fail('remoteNotAllowed')
  await sendChat('收到')
  expect(read().lines).toMatchObject([{ from: 'agent', text: '收到', failure: { code: 'remoteNotAllowed' } }])
})

it('marks are counted on, a refused one is not shown, and a pointer is not kept', async () => {
  takeNow(sampleNow())
  const mark = { kind: 'mark', x: 0, y: 0, number: 1, text: '' } as const
  await sendTrace(mark, 0)
  expect(read().nextNumber).toBe(2)
  await sendTrace({ kind: 'pointer', x: 0, y: 0 }, 0)
  expect(read().traces).toHaveLength(1)
  answer = () => fail('remoteNotAllowed')
  await sendTrace({ ...mark, kind: 'changeMark', number: 2 }, 0)
  expect(read()).toMatchObject({ nextNumber: 2, traces: [{ from: 'agent', message: mark }] })
})

it('a code that is not given is said where it was asked for; asking twice asks once', async () => {
  answer = () => fail('offline')
  await Promise.all([requestRemote(ticketId), requestRemote(ticketId)])
  expect(asked).toEqual([['remote.request', { ticketId }]])
  expect(read()).toMatchObject({ isRequesting: false, refusal: { ticketId, failure: { code: 'offline' } } })
})

it('what is cancelled is ended at the server first', async () => {
  await cancelRemote()
  expect(asked.map(([name]) => name)).toEqual(['remote.act', 'remote.leave'])
  asked.length = 0
  answer = (name) => (name === 'remote.act' ? fail('offline') : ok(null))
  await cancelRemote()
  expect(asked.map(([name]) => name)).toEqual(['remote.act'])
})
