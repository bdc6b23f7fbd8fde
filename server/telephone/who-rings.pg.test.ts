import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { demoCodes } from '#shared/demo/scenarios'
import { minuteMs } from '#shared/domain/time'
import { until } from '../../testing/until'
import { demoAccounts, demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { defaultCallLimits } from './call-limits'
import { findAgentsFor } from './ready-agents'
import { ringWaitingCalls } from './waiting-calls'
import { stopStaleRings } from './sweep'
import { callIdOf } from './pbx-call'
import { openFloor } from './testing/floor'
import { openLine } from './testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let floor: ReturnType<typeof openFloor>
let now = Date.parse('2026-11-30T10:00:00+08:00')
let count = 0
let id = ''
const lin = demoPersonId('lin')
const wang = demoPersonId('wang')
const chen = demoPersonId('chen')
const zhao = demoPersonId('zhao')

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now, ringAtOnce: 2 })
  line = openLine(server)
  floor = openFloor(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  await floor.clear()
  id = `rings-${String((count += 1))}`
})

/** One after another, so that it is known who has been idle longest. */
const readyInTurn = async (...logins: string[]): Promise<void> => {
  for (const login of logins) {
    now += 1000
    await floor.ready(login)
  }
}
const callIn = (callId: string, fields: object = {}) =>
  line.cti({ event: 'newCall', callId, from: '13800138000', queue: 'nonAgreement', ...fields })
/** Whether this test or the server itself looks first. */
const ringsAt = async (callId: string, telephones: number): Promise<void> => {
  await ringWaitingCalls(server.services)
  await until(async () => (await rung(callId))?.length === telephones, `it rings at ${String(telephones)}`)
}
const rung = async (callId: string) => (await line.call(callId))?.rung

test('agents who know the call’s domain ring first, then the longest idle', async () => {
  await readyInTurn('lin', 'zhao', 'wang')
  expect((await line.get('/agents?queue=technical')).body).toEqual({ technical: ['8001', '8004', '8002'] })
  expect((await line.get('/agents?queue=technical&domain=supplyChain')).body).toEqual({
    technical: ['8002', '8001', '8004'],
  })
  expect(await line.get('/agents?domain=cooking')).toMatchObject({
    status: 422,
    body: { error: expect.stringMatching(/^domain: must be one of financialAccounting/) as unknown },
  })
  const { code, password } = demoCodes.verified
  await line.verify({ callId: id, serviceCode: code, password, menu: '2', problemDomain: 'supplyChain' })
  expect(await callIn(id)).toMatchObject({ body: { ring: ['8002', '8001'] } })
  expect(await rung(id)).toEqual([wang, lin])
})

test('for a person stored before domains existed, and a call without one, only idle time counts', async () => {
  const { person } = demoAccounts.find((account) => account.login === 'zhao')!
  const { domains: _, ...withoutDomains } = person
  await server.services.putDocument('person', withoutDomains)
  await readyInTurn('zhao', 'lin', 'wang')
  expect((await line.get('/agents?queue=technical&domain=supplyChain')).body).toEqual({
    technical: ['8002', '8004', '8001'],
  })
  await server.services.putDocument('person', person)
  await callIn(id)
  expect(await rung(id)).toEqual([zhao, lin])
})

test('no more than the set number of telephones ring; one who declines frees a place and is not rung for a minute', async () => {
  await readyInTurn('lin', 'wang', 'chen')
  await callIn(id)
  expect(await rung(id)).toEqual([lin, wang])
  expect(await ringWaitingCalls(server.services)).toBe(0)
  await floor.decline('lin', id)
  await until(async () => (await rung(id))?.includes(chen) === true, 'the next telephone rings')
  expect(await rung(id)).toEqual([wang, chen])
  await floor.decline('wang', id)
  now += defaultCallLimits.restMs - 1
  expect(await ringWaitingCalls(server.services)).toBe(0)
  expect(await rung(id)).toEqual([chen])
  now += 1
  await ringsAt(id, 2)
  expect((await rung(id))?.[0]).toBe(chen)
})

test('an agent who declined one call is rung for another', async () => {
  await readyInTurn('lin')
  await callIn(id)
  await floor.decline('lin', id)
  expect(await callIn(`${id}-other`)).toMatchObject({ body: { ring: ['8001'] } })
  expect(await rung(id)).toEqual([])
})

test('when a rung agent disconnects the next one is rung', async () => {
  await readyInTurn('lin', 'wang', 'chen')
  await callIn(id)
  await floor.leave('lin')
  await until(async () => (await rung(id))?.includes(chen) === true, 'the next telephone rings')
})

test('after a stale ring the call pauses, then rings others', async () => {
  await readyInTurn('lin', 'wang')
  await callIn(id)
  now += defaultCallLimits.ringingMs
  await stopStaleRings(server.services, defaultCallLimits)
  await readyInTurn('chen')
  expect(await ringWaitingCalls(server.services)).toBe(0)
  expect(await rung(id)).toEqual([])
  now += minuteMs
  await ringsAt(id, 2)
})

test('everybody whom the exchange names is rung, without a limit', async () => {
  await callIn(id, { user: ['8001', '8002', '8003', '8004'] })
  expect(await rung(id)).toEqual([lin, wang, chen, zhao])
})

test('with a limit of one a call that rings somebody rings nobody else', async () => {
  await readyInTurn('lin', 'wang')
  const needs = { ...server.services, ringAtOnce: 1 }
  const open = { id: demoPersonId('nobody') as never, queue: 'nonAgreement', problemDomain: null } as const
  expect(await findAgentsFor(needs, open)).toEqual([lin])
  await callIn(id, { user: '8001' })
  expect((await floor.agent('lin')).state).toBe('ringing')
  const call = await line.call(id)
  expect(await findAgentsFor(needs, call!)).toEqual([])
  expect(await findAgentsFor(server.services, call!)).toEqual([wang])
})

test('calls that arrive together share the agents: nobody rings for two', async () => {
  await readyInTurn('lin', 'wang', 'chen', 'zhao')
  const answers = await Promise.all(['a', 'b', 'c'].map((each) => callIn(`${id}-${each}`)))
  const rungExtensions = answers.flatMap(({ body }) => (body as { ring: string[] }).ring)
  expect(rungExtensions).toHaveLength(new Set(rungExtensions).size)
  const owners = await Promise.all(['lin', 'wang', 'chen', 'zhao'].map((login) => floor.agent(login)))
  expect(owners.map(({ state }) => state)).toEqual(['ringing', 'ringing', 'ringing', 'ringing'])
})

test('an agent whom another call took just before is rung once they are ready again', async () => {
  await callIn(id)
  // As two newCalls at the same moment leave it: on the list of the one, ringing for the other.
  await callIn(`${id}-other`, { user: '8001' })
  const { direction, from, to, queue, candidates } = (await line.call(id))!
  const args = { callId: callIdOf(id), direction, from, to, queue, candidates, rung: [lin] }
  await server.runner.runSystem([{ name: 'call.systemRing', args }])
  await line.cti({ event: 'answer', callId: `${id}-other`, user: '8001' })
  await line.cti({ event: 'hangup', callId: `${id}-other`, cause: 'normalClearing' })
  expect((await floor.agent('lin')).state).toBe('afterCall')
  await floor.ready('lin')
  await until(async () => (await floor.agent('lin')).callId === callIdOf(id), 'the waiting call rings there')
  // A call that ended while somebody looked rings nobody.
  await line.cti({ event: 'hangup', callId: id, cause: 'cancel' })
  await until(async () => (await floor.agent('lin')).state === 'ready', 'the agent is ready')
})

test('a call that rings the maximum, or that all declined, does not block the next one', async () => {
  await readyInTurn('lin', 'wang')
  await callIn(id)
  now += 1000
  await callIn(`${id}-next`)
  await readyInTurn('chen')
  await until(async () => (await rung(`${id}-next`))?.includes(chen) === true, 'the next call rings')
  expect(await rung(id)).toEqual([lin, wang])
  await floor.decline('lin', id)
  await until(async () => (await rung(`${id}-next`))?.includes(lin) === true, 'the next call rings there, too')
})
