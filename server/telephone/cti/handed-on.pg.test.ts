import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Agent, RestState } from '#shared/domain/agent'
import { personSchema, type Person } from '#shared/domain/person'
import { minuteMs } from '#shared/domain/time'
import { demoPersonId } from '../../demo/accounts'
import { businessTicket } from '../../testing/test-call'
import { envelope } from '../../testing/test-console'
import { startTestServer, type TestServer } from '../../testing/test-server'
import { callIdOf } from '../pbx-call'
import { readOpenCalls } from '../current-call'
import { openLine } from '../testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let now = Date.parse('2026-11-30T10:00:00+08:00')
let count = 0
let id = ''
const people: Record<string, Person> = {}
const [lin, wang] = [demoPersonId('lin'), demoPersonId('wang')]
const ready: RestState = { state: 'ready' }

const bodyOf = async (noun: 'agent' | 'person', login: string): Promise<unknown> =>
  (
    await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', noun)
      .where('id', '=', demoPersonId(login))
      .executeTakeFirstOrThrow()
  ).body
const agent = async (login: string): Promise<[Agent['state'], Agent['callId']]> => {
  const { state, callId } = (await bodyOf('agent', login)) as Agent
  return [state, callId]
}
const rest = (login: string, state: RestState): Promise<unknown> =>
  server.runner.runSystem([{ name: 'agent.setState', args: { personId: demoPersonId(login), rest: state } }])
const act = async (login: string, name: string, args: object): Promise<string> => {
  const outcome = await server.runner.runForPerson(people[login] as Person, envelope(name as never, args as never))
  return outcome.status === 'refused' ? outcome.failure.code : outcome.status
}
const newCall = (fields: object): Promise<unknown> => line.cti({ event: 'newCall', callId: id, ...fields })
const answer = (user: string, callId = id): Promise<unknown> => line.cti({ event: 'answer', callId, user })
const hangup = (fields: object = {}): Promise<unknown> => line.cti({ event: 'hangup', callId: id, ...fields })
const verifiedAtLin = async (): Promise<void> => {
  await line.verify({ callId: id, serviceCode: '0512345678', password: '20260601', menu: '2' })
  await newCall({ from: '13800138000', user: '8001' })
  await answer('8001')
  now += minuteMs
}

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
  line = openLine(server)
  for (const login of ['lin', 'wang', 'chen']) people[login] = personSchema.parse(await bodyOf('person', login))
})
afterAll(() => server.close())
beforeEach(async () => {
  for (const open of await readOpenCalls(server.services.db, pino({ level: 'silent' })))
    await server.runner.runSystem([{ name: 'call.systemEnd', args: { callId: open.id, cause: 'other' } }])
  for (const login of ['lin', 'wang', 'chen']) await rest(login, ready)
  now += minuteMs
  id = `handed-${String((count += 1))}`
})

test('a later answer hands the call on with identity, notes and ticket, and the first agent wraps up', async () => {
  await verifiedAtLin()
  const callId = callIdOf(id)
  expect(await act('lin', 'call.note', { callId, text: '月结报错，已备份' })).toBe('accepted')
  expect(await act('lin', 'ticket.open', businessTicket(callId, { kind: 'technical' }))).toBe('accepted')
  await answer('8002')
  expect(await line.call(id)).toMatchObject({
    phase: 'talking',
    answeredBy: wang,
    identity: { status: 'verified' },
    notes: [{ by: lin, text: '月结报错，已备份' }],
    talks: [
      { personId: lin, until: now },
      { personId: wang, from: now, until: null },
    ],
  })
  expect([await agent('lin'), await agent('wang')]).toEqual([
    ['afterCall', callId],
    ['talking', callId],
  ])
  // The verified identity is also valid for the second agent.
  expect(await act('wang', 'ticket.open', businessTicket(callId, { kind: 'technical' }))).toBe('accepted')
  expect(await act('lin', 'call.dispose', { callId, disposition: 'referred', note: '转给王蕾' })).toBe('accepted')
  expect(await agent('lin')).toEqual(['ready', null])
  expect(await line.call(id)).toMatchObject({ disposition: null, talks: [{ disposition: 'referred' }, {}] })
  await hangup({ cause: 'normalClearing' })
  expect(await act('wang', 'call.dispose', { callId, disposition: 'solved', note: '' })).toBe('accepted')
  expect(await line.call(id)).toMatchObject({
    phase: 'ended',
    disposition: 'solved',
    talks: [{ disposition: 'referred', note: '转给王蕾' }, { disposition: 'solved' }],
  })
})

test('a call may be handed back, but a repeated earlier answer does not hand it back', async () => {
  await verifiedAtLin()
  await answer('8002')
  await answer('8001')
  expect((await line.call(id))?.answeredBy).toBe(wang)
  now += minuteMs
  await answer('8001')
  expect(await line.call(id)).toMatchObject({ answeredBy: lin })
  expect([(await agent('lin'))[0], (await agent('wang'))[0]]).toEqual(['talking', 'afterCall'])
  await hangup()
  expect((await line.call(id))?.talks?.map(({ personId }) => personId)).toEqual([lin, wang, lin])
})

test.each([
  ['while the first still talks', false],
  ['after the first has hung up', true],
])('a new call that names the old one carries it on, %s', async (_, isHungUpFirst) => {
  await verifiedAtLin()
  const callId = callIdOf(id)
  await act('lin', 'call.note', { callId, text: '客户在线等' })
  if (isHungUpFirst) await hangup({ cause: 'forwarded' })
  const next = `${id}-b`
  await line.cti({ event: 'newCall', callId: next, origCallId: id, from: '8001', to: '8002', user: '8002' })
  expect(await line.call(next)).toMatchObject({
    phase: 'ringing',
    from: '+8613800138000',
    rung: [wang],
    identity: { status: 'verified' },
    queue: 'technical',
    notes: [{ text: '客户在线等' }],
    earlierIds: [callId],
  })
  await answer('8002', next)
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'forwarded' })
  expect([await agent('lin'), await agent('wang')]).toEqual([
    ['afterCall', callId],
    ['talking', callIdOf(next)],
  ])
  expect(await act('wang', 'ticket.open', businessTicket(callIdOf(next), { kind: 'technical' }))).toBe('accepted')
})

test('an answer that overtakes the ring of a handed-on call loses nothing', async () => {
  await verifiedAtLin()
  const next = `${id}-b`
  await answer('8002', next)
  await line.cti({ event: 'newCall', callId: next, origCallId: id, from: '8001', user: '8002' })
  expect(await line.call(next)).toMatchObject({
    phase: 'talking',
    answeredBy: wang,
    from: '+8613800138000',
    identity: { status: 'verified' },
    queue: 'technical',
    handedOnBy: lin,
  })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'forwarded' })
})

test('a call that ended long ago verifies nobody', async () => {
  await verifiedAtLin()
  await hangup()
  now += 3 * minuteMs
  const next = `${id}-b`
  await line.cti({ event: 'newCall', callId: next, origCallId: id, from: '13900139000', user: '8002' })
  expect(await line.call(next)).toMatchObject({ identity: { status: 'none' }, from: '+8613900139000' })
})

test('a call being handed on rings the second agent while the first talks, and may be declined', async () => {
  await verifiedAtLin()
  await newCall({ from: '13800138000', user: '8002' })
  expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: lin, transferRung: [wang] })
  expect(await agent('wang')).toEqual(['ringing', callIdOf(id)])
  expect(await act('wang', 'call.decline', { callId: callIdOf(id) })).toBe('accepted')
  expect(await line.call(id)).toMatchObject({ answeredBy: lin, transferRung: [] })
  expect(await agent('wang')).toEqual(['ready', null])
  await newCall({ from: '13800138000', user: '8003' })
  await hangup({ cause: 'noAnswer', user: '8003' })
  expect(await line.call(id)).toMatchObject({ phase: 'talking', transferRung: [] })
  await newCall({ from: '13800138000', user: ['8003', '8002'] })
  expect(await act('wang', 'call.answer', { callId: callIdOf(id) })).toBe('accepted')
  expect([(await agent('lin'))[0], (await agent('wang'))[0], (await agent('chen'))[0]]).toEqual([
    'afterCall',
    'talking',
    'ready',
  ])
})

test('late rings of a group ring nobody', async () => {
  await newCall({ from: '13800138000', user: '8001' })
  await answer('8001')
  await newCall({ from: '13800138000', user: '8002' })
  expect(await line.call(id)).toMatchObject({ answeredBy: lin, rung: [lin] })
  expect((await agent('wang'))[0]).toBe('ready')
})

test.each([
  ['in', { direction: 'in', from: '8001', to: '8002', user: '8002' }],
  ['out', { direction: 'out', from: '8001', to: 'PJSIP/8002', user: '林晓（演示）' }],
])('a call between colleagues (%s) is theirs, and nothing follows from it', async (_, fields) => {
  await newCall(fields)
  expect(await line.call(id)).toMatchObject({ colleagueId: lin, rung: [wang], candidates: [] })
  expect([(await agent('lin'))[0], (await agent('wang'))[0]]).toEqual(['talking', 'ringing'])
  await answer('8002')
  expect(await line.call(id)).toMatchObject({ answeredBy: wang })
  expect(await act('wang', 'ticket.open', businessTicket(callIdOf(id)))).toBe('callOfColleagues')
  await hangup()
  expect([(await agent('lin'))[0], (await agent('wang'))[0]]).toEqual(['ready', 'ready'])
})

test('consulting a colleague does not end the customer’s call', async () => {
  await verifiedAtLin()
  await line.cti({ event: 'newCall', callId: `${id}-ask`, from: '8001', to: '8002', user: '8002' })
  await answer('8002', `${id}-ask`)
  expect([await agent('lin'), await agent('wang')]).toEqual([
    ['talking', callIdOf(id)],
    ['talking', callIdOf(`${id}-ask`)],
  ])
  await line.cti({ event: 'hangup', callId: `${id}-ask` })
  expect([(await agent('lin'))[0], (await agent('wang'))[0]]).toEqual(['talking', 'ready'])
})

test('an outbound call belongs to its agent while dialling, and may become a ticket', async () => {
  await newCall({ direction: 'out', from: '8001', to: '13800138000', user: '8001' })
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', dialledBy: lin, rung: [] })
  expect((await agent('lin'))[0]).toBe('talking')
  expect(await act('lin', 'ticket.open', businessTicket(callIdOf(id)))).toBe('accepted')
  await answer('8001')
  expect(await line.call(id)).toMatchObject({ answeredBy: lin })
  await hangup()
  expect((await agent('lin'))[0]).toBe('afterCall')
})

test('an unanswered outbound call needs no wrap-up', async () => {
  await newCall({ direction: 'out', from: '8001', to: '13800138000' })
  await hangup({ cause: 'noAnswer' })
  expect((await agent('lin'))[0]).toBe('ready')
  expect((await line.call(id))?.phase).toBe('ended')
})

test('a call that voicemail answered counts as missed, with a message', async () => {
  await newCall({ from: '13800138000', user: '8001' })
  await answer('VoiceMail')
  expect((await agent('lin'))[0]).toBe('ready')
  await hangup()
  expect(await line.call(id)).toMatchObject({ phase: 'ended', answeredBy: null, hasMessage: true })
  expect((await line.call(id))?.talks ?? []).toEqual([])
})

test('a declined call keeps ringing the other agents', async () => {
  await newCall({ from: '13800138000', user: ['8001', '8002'] })
  expect(await act('lin', 'call.decline', { callId: callIdOf(id) })).toBe('accepted')
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [wang] })
  expect([(await agent('lin'))[0], (await agent('wang'))[0]]).toEqual(['ready', 'ringing'])
  expect(await act('lin', 'call.decline', { callId: callIdOf(id) })).toBe('accepted')
})
