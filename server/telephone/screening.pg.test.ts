import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine } from './testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
beforeAll(async () => {
  server = await startTestServer({
    ctiToken: 'demo',
    blockedNumbers: ['0138 0013-8000', '13900001111', 'anonymous'],
    callerId: '4006600588',
  })
  line = openLine(server)
})
afterAll(() => server.close())

const busy = { status: 200, body: { action: 'reject', reason: 'busy' } }

test.each(['8613800138000', '+86 138/0013-8000', '013800138000', '１３９００００１１１１'])(
  'a blocked number written as %s is rejected and creates no call',
  async (from) => {
    const callId = `blocked-${from}`
    for (let time = 0; time < 2; time += 1)
      expect(await line.cti({ event: 'newCall', callId, from, to: '4006600588', direction: 'in' })).toEqual(busy)
    for (const event of ['answer', 'hangup'])
      expect(await line.cti({ event, callId, cause: 'busy' })).toEqual({ status: 200, body: {} })
    expect(await line.call(callId)).toBeNull()
  },
)

test('a blocked caller who was in the voice menu is ended as busy', async () => {
  await line.menu({ callId: 'menu-first', path: '1' })
  expect(await line.cti({ event: 'newCall', callId: 'menu-first', from: '13800138000' })).toEqual(busy)
  expect(await line.call('menu-first')).toMatchObject({ phase: 'ended', cause: 'busy', rung: [] })
})

test('other callers get through, and a hidden number is not blocked', async () => {
  for (const from of ['13800138001', 'anonymous', undefined]) {
    expect(await line.cti({ event: 'newCall', callId: `free-${String(from)}`, from, direction: 'in' })).toEqual({
      status: 200,
      body: { ring: [], place: expect.any(Number) as unknown, waitSeconds: null },
    })
    expect(await line.call(`free-${String(from)}`)).toMatchObject({ phase: 'ringing' })
  }
})

test('an outbound call is dialled with the caller id, also to a blocked number', async () => {
  expect(
    await line.cti({ event: 'newCall', callId: 'out', from: '8001', to: '013800138000', direction: 'out' }),
  ).toEqual({ status: 200, body: { action: 'dial', number: '013800138000', caller_id: '4006600588' } })
  expect(await line.call('out')).toMatchObject({ direction: 'out', to: '+8613800138000' })
  expect(await line.cti({ event: 'newCall', callId: 'out-nowhere', from: '8001', direction: 'out' })).toEqual({
    status: 200,
    body: {},
  })
})
