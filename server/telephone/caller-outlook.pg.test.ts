import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoCodes } from '#shared/demo/scenarios'
import { hourMs, minuteMs } from '#shared/domain/time'
import { until } from '../../testing/until'
import { demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { callIdOf } from './pbx-call'
import { openFloor } from './testing/floor'
import { openLine } from './testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let floor: ReturnType<typeof openFloor>
let now = Date.parse('2026-11-30T10:00:00+08:00')
let count = 0
let id = ''
const blocked = '13700137000'

beforeAll(async () => {
  server = await startTestServer({
    isDemo: true,
    ctiToken: 'demo',
    clock: () => now,
    ringAtOnce: 2,
    blockedNumbers: [blocked],
  })
  line = openLine(server)
  floor = openFloor(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  now += 2 * hourMs
  await floor.clear()
  id = `outlook-${String((count += 1))}`
})

const none = { ring: [], place: null, waitSeconds: null }
const noContract = { serviceCode: demoCodes.noContract.code, password: demoCodes.noContract.password, menu: '2' }
const wait = (callId: string, queue = 'nonAgreement') =>
  line.cti({ event: 'newCall', callId, from: '13800138000', direction: 'in', queue })
const answerOne = async (callId: string, queue: string): Promise<void> => {
  await wait(callId, queue)
  await line.cti({ event: 'answer', callId, user: '8001' })
  await line.cti({ event: 'hangup', callId, cause: 'normalClearing' })
}

test('the queue place follows the order of ringing: verified callers, then the longest waiting', async () => {
  expect((await wait(`${id}-1`)).body).toEqual({ ring: [], place: 1, waitSeconds: null })
  now += 1000
  expect((await wait(`${id}-2`)).body).toMatchObject({ place: 2 })
  now += 1000
  expect((await line.verify({ callId: `${id}-verified`, ...noContract })).body).toMatchObject({
    queue: 'nonAgreement',
    place: 1,
  })
  // Who stands in the menu is before nobody.
  now += 1000
  expect((await line.menu({ callId: `${id}-3`, path: '2' })).body).toMatchObject({ queue: 'nonAgreement', place: 3 })
  expect((await line.menu({ callId: `${id}-3`, path: '4' })).body).toMatchObject({ queue: 'complaint', place: 1 })
  expect((await wait(`${id}-verified`)).body).toMatchObject({ place: 1 })
  expect((await line.menu({ callId: `${id}-3`, path: '2' })).body).toMatchObject({ place: 4 })
  await wait(`${id}-3`)
  for (const next of ['verified', '1', '2', '3']) {
    await floor.ready('lin')
    const callId = `${id}-${next}`
    await until(async () => (await line.call(callId))?.rung.includes(demoPersonId('lin')) === true, `${next} is next`)
    await line.cti({ event: 'hangup', callId, cause: 'cancel' })
    await floor.rest('lin')
  }
})

test('the expected wait is the place times the queue’s mean time between answers in the last hour', async () => {
  for (let each = 0; each < 4; each += 1) {
    now += each * minuteMs
    await answerOne(`${id}-${String(each)}`, 'purchase')
  }
  // Neither a machine nor another queue brings the caller nearer.
  await wait(`${id}-machine`, 'purchase')
  const machine = { callId: callIdOf(`${id}-machine`), by: null, isMachine: true }
  await server.runner.runSystem([{ name: 'call.systemAnswer', args: machine }])
  await line.cti({ event: 'hangup', callId: `${id}-machine`, cause: 'normalClearing' })
  await answerOne(`${id}-elsewhere`, 'complaint')
  expect((await line.menu({ callId: id, path: '1' })).body).toMatchObject({ place: 1, waitSeconds: null })
  // Five answers at 0, 1, 3, 6 and 10 minutes.
  now += 4 * minuteMs
  await answerOne(`${id}-4`, 'purchase')
  expect((await line.menu({ callId: id, path: '1' })).body).toMatchObject({ place: 1, waitSeconds: 150 })
  await wait(`${id}-before`, 'purchase')
  now += 1000
  expect((await line.menu({ callId: `${id}-b`, path: '1' })).body).toMatchObject({ place: 2, waitSeconds: 300 })
  expect((await line.menu({ callId: `${id}-c`, path: '4' })).body).toMatchObject({ place: 1, waitSeconds: null })
  now += hourMs
  expect((await line.menu({ callId: `${id}-b`, path: '1' })).body).toMatchObject({ place: 2, waitSeconds: null })
})

test('menu and verify answer whom to ring, up to the limit, those who know the domain first', async () => {
  for (const login of ['lin', 'chen', 'wang', 'zhao']) {
    now += 1000
    await floor.ready(login)
  }
  expect((await line.menu({ callId: id, path: '1' })).body).toMatchObject({ ring: ['8001', '8003'] })
  const { code: serviceCode, password } = demoCodes.verified
  const asked = { callId: id, serviceCode, password, menu: '2', problemDomain: 'database' }
  expect((await line.verify(asked)).body).toMatchObject({ queue: 'technical', ring: ['8004', '8001'] })
  expect((await wait(id)).body).toMatchObject({ ring: ['8004', '8001'] })
  // It rings there now, and nowhere else.
  expect((await line.menu({ callId: id, path: '2' })).body).toMatchObject({ ring: ['8004', '8001'] })
})

test('a wrong password, an unknown code and a locked one get the same outlook', async () => {
  await floor.ready('zhao')
  await wait(`${id}-before`)
  now += 1000
  const prospects = async (callId: string, serviceCode: string, password: string) => {
    const { body } = await line.verify({ callId, serviceCode, password, menu: '2', problemDomain: 'database' })
    const { result: _, retry: __, ...rest } = body as { result: string; retry: boolean }
    return rest
  }
  const wrong = await prospects(`${id}-wrong`, demoCodes.verified.code, '00000000')
  expect(wrong).toEqual({ queue: 'nonAgreement', ring: [], place: 2, waitSeconds: null })
  expect(await prospects(`${id}-unknown`, '0599000009', '00000000')).toEqual(wrong)
  for (let tries = 0; tries < 3; tries += 1)
    expect(await prospects(`${id}-locked`, '0599000008', '00000000')).toEqual(wrong)
  expect(await prospects(`${id}-locked`, demoCodes.verified.code, demoCodes.verified.password)).toEqual(wrong)
})

test('a caller who hung up or was rejected has no place', async () => {
  await floor.ready('lin')
  await wait(id)
  await line.cti({ event: 'hangup', callId: id, cause: 'cancel' })
  expect((await line.menu({ callId: id, path: '1' })).body).toMatchObject(none)
  await line.cti({ event: 'newCall', callId: `${id}-refused`, from: blocked, direction: 'in' })
  expect((await line.menu({ callId: `${id}-refused`, path: '1' })).body).toMatchObject(none)
  await line.cti({ event: 'newCall', callId: `${id}-talks`, from: '13800138000', user: '8001' })
  await line.cti({ event: 'answer', callId: `${id}-talks`, user: '8001' })
  expect((await line.menu({ callId: `${id}-talks`, path: '1' })).body).toMatchObject(none)
})
