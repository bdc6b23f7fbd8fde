import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoCodes } from '#shared/demo/scenarios'
import { minuteMs } from '#shared/domain/time'
import { demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { currentCall } from './current-call'
import { callIdOf } from './pbx-call'
import { openFloor } from './testing/floor'
import { openLine } from './testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let floor: ReturnType<typeof openFloor>
let now = Date.parse('2026-11-30T10:00:00+08:00')
let count = 0
let id = ''
/** Its own for every test. */
let number = ''

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
  line = openLine(server)
  floor = openFloor(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  await floor.clear()
  id = `menu-${String((count += 1))}`
  number = `1380013${String(2000 + count)}`
})

const good = { serviceCode: demoCodes.verified.code, password: demoCodes.verified.password, menu: '2' }
const verify = (callId: string, fields: object = {}) =>
  line.verify({ callId, ...good, problemDomain: 'supplyChain', from: number, ...fields })
const ring = (fields: object = {}) =>
  line.cti({ event: 'newCall', callId: `${id}-rings`, from: number, direction: 'in', ...fields })
const rings = () => line.call(`${id}-rings`)

test('the results of a menu with its own id go to the call that then rings from the same number', async () => {
  await floor.ready('lin')
  await floor.ready('wang')
  await verify(id)
  now += minuteMs - 1
  expect(await ring({ from: `+86 ${number}`, queue: 'complaint' })).toMatchObject({ body: { ring: ['8002', '8001'] } })
  expect(await rings()).toMatchObject({
    phase: 'ringing',
    queue: 'technical',
    menuPath: '2',
    problemDomain: 'supplyChain',
    identity: { status: 'verified' },
    rung: [demoPersonId('wang'), demoPersonId('lin')],
    earlierIds: [callIdOf(id)],
  })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'forwarded', answeredBy: null })
})

test('the number may be sent by the menu alone, and a named telephone may ring', async () => {
  await line.menu({ callId: id, path: '4', from: `0086${number}` })
  await ring({ user: '8003', queue: 'technical' })
  expect(await rings()).toMatchObject({ queue: 'complaint', menuPath: '4', rung: [demoPersonId('chen')] })
})

test('with two menu calls of one number nothing is matched', async () => {
  await verify(id)
  await line.menu({ callId: `${id}-b`, path: '1', from: number })
  await ring()
  expect(await rings()).toMatchObject({ identity: { status: 'none' }, menuPath: null })
  expect((await rings())?.earlierIds).toBeUndefined()
  expect((await line.call(id))?.phase).toBe('menu')
})

test('a call a minute later, from another or hidden number, or outbound is another call', async () => {
  await verify(id)
  for (const [index, fields] of [
    { from: '13900139000' },
    { from: 'anonymous' },
    { from: '8001', to: number, direction: 'out' },
  ].entries()) {
    await ring({ callId: `${id}-${String(index)}`, ...fields })
    expect((await line.call(`${id}-${String(index)}`))?.identity.status).toBe('none')
  }
  await verify(`${id}-hidden`, { from: 'anonymous' })
  await ring({ callId: `${id}-anonymous`, from: 'anonymous' })
  expect((await line.call(`${id}-anonymous`))?.identity.status).toBe('none')
  now += minuteMs
  await ring()
  expect((await rings())?.identity.status).toBe('none')
  expect((await line.call(id))?.phase).toBe('menu')
})

test('a call with a known id takes nothing from another menu call', async () => {
  await line.menu({ callId: `${id}-rings`, path: '1' })
  await verify(id)
  await ring()
  expect(await rings()).toMatchObject({ identity: { status: 'none' }, queue: 'purchase' })
  expect((await line.call(id))?.phase).toBe('menu')
  await ring({ callId: id })
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', identity: { status: 'verified' } })
})

test('if two share a number and the wrong one was matched, the caller still in the menu rings anyway', async () => {
  await verify(id)
  await ring()
  await ring({ callId: id, user: '8001' })
  const { call } = await currentCall(server.services, id, 'follow')
  expect(call).toMatchObject({ phase: 'ringing', rung: [demoPersonId('lin')], identity: { status: 'none' } })
  await line.cti({ event: 'hangup', callId: id, cause: 'normalClearing' })
  expect((await currentCall(server.services, id, 'follow')).call?.phase).toBe('ended')
})

test('if menu and rings share ids, no call takes over another caller’s identity', async () => {
  await verify(`${id}-known`, { from: '13700137000' })
  await ring({ callId: `${id}-known`, from: '13700137000', user: '8001' })
  await line.cti({ event: 'answer', callId: `${id}-known`, user: '8001' })
  await verify(id)
  await ring()
  expect(await rings()).toMatchObject({ identity: { status: 'none' } })
  expect((await line.call(id))?.phase).toBe('menu')
})
