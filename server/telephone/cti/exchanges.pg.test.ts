import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RestState } from '#shared/domain/agent'
import { rungLimit } from '#shared/domain/call'
import { hourMs, minuteMs } from '#shared/domain/time'
import { until } from '../../../testing/until'
import { demoPersonId } from '../../demo/accounts'
import { startTestServer, testPerson, type TestServer } from '../../testing/test-server'
import { defaultCallLimits } from '../call-limits'
import { callIdOf } from '../pbx-call'
import { readOpenCalls } from '../current-call'
import { ringWaitingCalls } from '../waiting-calls'
import { stopStaleRings, endOverdueCalls } from '../sweep'
import { openLine } from '../testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
let now = Date.parse('2026-11-30T10:00:00+08:00')
let count = 0
let id = ''
const [lin, wang] = [demoPersonId('lin'), demoPersonId('wang')]
const logins = ['lin', 'wang', 'chen', 'zhao']

const rest = (login: string, state: RestState): Promise<unknown> =>
  server.runner.runSystem([{ name: 'agent.setState', args: { personId: demoPersonId(login), rest: state } }])
const ready: RestState = { state: 'ready' }
const agentState = async (login: string): Promise<unknown> =>
  (
    await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'agent')
      .where('id', '=', demoPersonId(login))
      .executeTakeFirstOrThrow()
  ).body['state']
const ring = (fields: object): Promise<unknown> =>
  line.cti({ event: 'newCall', callId: id, from: '13800138000', ...fields })

/** Rings waiting calls, as the server may do at the same moment: one of the two rings Lin. */
const lookAgain = async (): Promise<void> => {
  await ringWaitingCalls(server.services)
  await until(async () => (await line.call(id))?.rung.includes(lin) === true, 'the waiting call rings')
}

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
  line = openLine(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  const log = pino({ level: 'silent' })
  for (const open of await readOpenCalls(server.services.db, log))
    await server.runner.runSystem([{ name: 'call.systemEnd', args: { callId: open.id, cause: 'other' } }])
  for (const login of logins) await rest(login, { state: 'notReady', reason: 'break' })
  id = `exchange-${String((count += 1))}`
})

test('replays a real bridge’s log: five calls, each with its end', async () => {
  for (const login of logins) await rest(login, ready)
  const samples = readFileSync(join(import.meta.dirname, 'bridge-samples.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
  const ids = new Set<string>()
  for (const sample of samples) {
    const { body } = JSON.parse(sample) as { body: string }
    ids.add(new URLSearchParams(body).get('callId') ?? '')
    expect((await line.send({ body })).status).toBe(200)
  }
  const calls = await Promise.all([...ids].map((each) => line.call(each)))
  expect(calls.map((call) => [call?.phase, call?.answeredBy, call?.queue, call?.cause])).toEqual([
    ['ended', lin, 'technical', 'normalClearing'],
    ['ended', wang, 'nonAgreement', 'normalClearing'],
    ['ended', lin, 'nonAgreement', 'normalClearing'],
    ['ended', null, 'nonAgreement', 'normalClearing'],
    ['ended', null, 'nonAgreement', 'cancel'],
  ])
})

test('a multipart form is read like a form, repeated fields as a list', async () => {
  const fields = [
    ['event', 'newCall'],
    ['callId', id],
    ['from', '+86 138/0013-8000'],
    ['direction', 'in'],
    ['user[]', '8001'],
    ['user[]', 'PJSIP/8002'],
  ] as const
  expect(await line.multipart(fields)).toEqual({ status: 200, body: {} })
  expect(await line.call(id)).toMatchObject({ from: '+8613800138000', rung: [lin, wang] })
  const broken = { headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'no form at all' }
  expect(await line.send(broken)).toEqual({ status: 400, body: { error: 'The body is not a valid multipart form.' } })
})

test.each([
  ['an extension', '8001'],
  ['a login', 'lin'],
  ['a channel', 'SIP/8001-0000002b'],
  ['a local channel', 'Local/8001@from-queue/n'],
  ['an id', lin],
  ['the real name', '林晓（演示）'],
  ['the real name with other brackets', '林晓(演示)'],
  ['a name before the address', '"林晓" <sip:8001@10.0.0.1>'],
])('user may be %s', async (_, user) => {
  await ring({ user })
  expect((await line.call(id))?.rung).toEqual([lin])
})

test('user may be a list in any spelling', async () => {
  for (const [index, user] of ['8001,8002', '8001、PJSIP/8002', ['lin', '8002'], '8001; 8002'].entries()) {
    await line.cti({ event: 'newCall', callId: `${id}-${String(index)}`, from: '13800138000', user })
    expect((await line.call(`${id}-${String(index)}`))?.rung).toEqual([lin, wang])
  }
})

test('without users the answering number, then the called telephone counts; a label of the exchange is ignored', async () => {
  await ring({ answeringNumber: '8002' })
  expect((await line.call(id))?.rung).toEqual([wang])
  await line.cti({ event: 'newCall', callId: `${id}-to`, from: '13800138000', to: 'SIP/8001' })
  expect((await line.call(`${id}-to`))?.rung).toEqual([lin])
  await rest('zhao', ready)
  await line.cti({
    event: 'newCall',
    callId: `${id}-label`,
    from: '13800138000',
    user: 'Ticket System',
    to: 'technical',
  })
  expect(await line.call(`${id}-label`)).toMatchObject({ queue: 'technical', rung: [demoPersonId('zhao')] })
})

test('a name that two people share identifies neither', async () => {
  for (const extension of ['8801', '8802'])
    await server.services.putDocument('person', testPerson({ name: '同名', extension, queues: [], id: randomUUID() }))
  await ring({ user: '8801' })
  await line.cti({ event: 'answer', callId: id, user: '同名' })
  // Only one telephone was rung, and the name said nothing against it.
  expect((await line.call(id))?.phase).toBe('talking')
  await line.cti({ event: 'newCall', callId: `${id}-2`, from: '13800138000', user: ['8801', '8802'] })
  await line.cti({ event: 'answer', callId: `${id}-2`, user: '同名' })
  expect(await line.call(`${id}-2`)).toMatchObject({ phase: 'talking', answeredBy: null })
})

test('the answering agent is never guessed', async () => {
  await ring({ user: '8001' })
  await line.cti({ event: 'answer', callId: id, user: '9999' })
  expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: null })
  await line.cti({ event: 'newCall', callId: `${id}-vm`, from: '13800138000', user: '8002' })
  await line.cti({ event: 'answer', callId: `${id}-vm`, user: 'VoiceMail' })
  expect(await line.call(`${id}-vm`)).toMatchObject({ answeredBy: null })
  await line.cti({ event: 'newCall', callId: `${id}-list`, from: '13800138000', user: ['8001', '8002'] })
  await line.cti({ event: 'answer', callId: `${id}-list`, user: ['8001', '8002'], answeringNumber: '8002' })
  expect(await line.call(`${id}-list`)).toMatchObject({ answeredBy: wang })
})

test('an answered outbound call belongs to the agent who dialled', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '8001', to: '13800138000', direction: 'outbound' })
  await line.cti({ event: 'answer', callId: id })
  expect(await line.call(id)).toMatchObject({ direction: 'out', phase: 'talking', answeredBy: lin })
})

test('the end of one of several telephones does not end the call, before and after the answer', async () => {
  for (const login of ['lin', 'wang']) await rest(login, ready)
  await ring({ user: ['8001', '8002'] })
  await line.cti({ event: 'hangup', callId: id, cause: 'NO_ANSWER', user: '8001' })
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [wang] })
  expect(await agentState('lin')).toBe('ready')
  await line.cti({ event: 'answer', callId: id, user: '8002' })
  await line.cti({ event: 'hangup', callId: id, cause: 'cancel', answeringNumber: '8001' })
  expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: wang })
  await line.cti({ event: 'hangup', callId: id, cause: 'normalClearing', user: '8002' })
  expect(await line.call(id)).toMatchObject({ phase: 'ended' })
})

test('the last named telephone to end also ends the call', async () => {
  await ring({ user: '8001' })
  await line.cti({ event: 'hangup', callId: id, cause: 'noAnswer', user: '8001' })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'noAnswer' })
})

test('the only telephone rung for a queue’s caller does not end the call', async () => {
  await rest('lin', ready)
  await ring({ queue: 'technical' })
  await line.cti({ event: 'hangup', callId: id, cause: 'busy', user: '8001' })
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [] })
  await line.cti({ event: 'hangup', callId: id, cause: 'cancel' })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'cancel' })
})

test('a caller may wait for hours; a queue’s limit stands in the event that ends the call', async () => {
  await ring({ queue: 'nonAgreement' })
  const limits = { ...defaultCallLimits, waitingMs: { ...defaultCallLimits.waitingMs, nonAgreement: 8 * hourMs } }
  now += 8 * hourMs - 1
  expect(await endOverdueCalls(server.services, limits)).toBe(0)
  await rest('lin', ready)
  await lookAgain()
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [lin] })
  now += 1
  expect(await endOverdueCalls(server.services, limits)).toBe(1)
  const { data } = await server.services.db
    .selectFrom('event')
    .select('data')
    .where('entity_id', '=', callIdOf(id))
    .where('name', '=', 'call.ended')
    .executeTakeFirstOrThrow()
  expect(data).toEqual({ cause: 'timedOut', afterMs: 8 * hourMs })
})

test('a ring whose hang-up was lost frees the agent, and rings again after a minute', async () => {
  await rest('lin', ready)
  await ring({ queue: 'technical' })
  expect(await agentState('lin')).toBe('ringing')
  now += defaultCallLimits.ringingMs
  expect(await stopStaleRings(server.services, defaultCallLimits)).toBe(1)
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [] })
  await line.cti({ event: 'newCall', callId: `${id}-next`, from: '13800138001', queue: 'technical' })
  await until(async () => (await line.call(`${id}-next`))?.rung.includes(lin) === true, 'the next call rings')
  expect((await line.call(id))?.rung).toEqual([])
  await line.cti({ event: 'hangup', callId: `${id}-next`, cause: 'cancel' })
  expect(await ringWaitingCalls(server.services)).toBe(0)
  now += minuteMs
  await lookAgain()
})

test('who rings first: verified callers, then the longest waiting; and the longest idle agent is first', async () => {
  await ring({ queue: 'technical' })
  now += minuteMs
  const verified = { callId: `${id}-verified`, serviceCode: '0512345678', password: '20260601', menu: '2' }
  await line.verify(verified)
  await line.cti({ event: 'newCall', callId: `${id}-verified`, from: '13800138000', queue: 'technical' })
  await rest('wang', ready)
  now += 1000
  await until(async () => (await line.call(`${id}-verified`))?.rung.includes(wang) === true, 'the verified rings')
  expect((await line.call(id))?.rung).toEqual([])
})

test('the exchange can read whom to ring, who is ready, and the state of a call', async () => {
  await rest('wang', ready)
  now += 1000
  await rest('lin', ready)
  expect(await line.get('/agents?queue=technical')).toEqual({ status: 200, body: { technical: ['8002', '8001'] } })
  expect((await line.get('/agents')).body).toMatchObject({ purchase: ['8002', '8001'] })
  expect((await line.get('/agents?queue=gold')).status).toBe(422)
  expect(await ring({ queue: 'technical' })).toEqual({
    status: 200,
    body: { ring: ['8002', '8001'], place: 1, waitSeconds: null },
  })
  await line.cti({ event: 'answer', callId: id, user: '8001' })
  expect(await line.get(`/calls/${id}`)).toEqual({
    status: 200,
    body: {
      phase: 'talking',
      direction: 'in',
      queue: 'technical',
      cause: null,
      identity: 'none',
      ring: ['8002', '8001'],
      answeredBy: '8001',
    },
  })
  expect((await line.get(`/calls/${id}-unknown`)).status).toBe(404)
})

test('an id reused after a restart of the exchange is another call; a late repeat is not', async () => {
  await ring({ user: '8001' })
  await line.cti({ event: 'hangup', callId: id, cause: 'normalClearing' })
  await ring({ user: '8002', from: '13800138001' })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', from: '+8613800138000' })
  now += hourMs
  await ring({ user: '8002', from: '13800138001' })
  await line.cti({ event: 'answer', callId: id, user: '8002' })
  const calls = await readOpenCalls(server.services.db, pino({ level: 'silent' }))
  expect(calls).toMatchObject([{ phase: 'talking', from: '+8613800138001', answeredBy: wang }])
  expect(await line.call(id)).toMatchObject({ phase: 'ended', from: '+8613800138000' })
  now += hourMs
  await line.menu({ callId: id, path: '1' })
  await line.cti({ event: 'hangup', callId: id })
})

test('the hang-up of an unknown call creates no call', async () => {
  expect(await line.cti({ event: 'hangup', callId: id })).toEqual({ status: 200, body: {} })
  expect(await line.call(id)).toBeNull()
})

test('an id prefixed with its queue is the call that the voice menu verified', async () => {
  const alone = `1545241916.${String(count)}`
  await line.verify({ callId: alone, serviceCode: '0512345678', password: '20260601', menu: '2' })
  await line.cti({ event: 'newCall', callId: `technical${alone}`, from: '13800138000' })
  expect(await line.call(`technical${alone}`)).toMatchObject({
    phase: 'ringing',
    queue: 'technical',
    identity: { status: 'verified' },
  })
})

test('a call that rings hundreds of people stores the maximum and is processed like any other', async () => {
  const people = Array.from({ length: rungLimit + 50 }, (_, index) =>
    testPerson({ extension: String(20_000 + index), queues: [], id: randomUUID() }),
  )
  await server.services.putDocuments('person', people)
  const extensions = people.map(({ extension }) => extension)
  await ring({ user: extensions.slice(0, 150) })
  await ring({ user: extensions.slice(100) })
  expect((await line.call(id))?.rung).toHaveLength(rungLimit)
  await ring({ user: extensions })
  now += defaultCallLimits.waitingMs.nonAgreement
  expect(await endOverdueCalls(server.services, defaultCallLimits)).toBe(1)
})

test('an unreadable row does not stop a sweep', async () => {
  const broken = randomUUID()
  await ring({ queue: 'technical' })
  await sql`insert into document (noun, id, version, body, size, audiences)
    values ('call', ${broken}, 1, '{"phase":"ringing","direction":"in","queue":"technical","startedAt":1}', 1, '{}')`.execute(
    server.services.db,
  )
  await sql`insert into system_key (key, at) values (${`cti:open:${broken}`}, 1)`.execute(server.services.db)
  try {
    await rest('lin', ready)
    await lookAgain()
    now += defaultCallLimits.waitingMs.technical
    expect(await endOverdueCalls(server.services, defaultCallLimits)).toBe(1)
  } finally {
    await server.services.db.deleteFrom('document').where('id', '=', broken).execute()
  }
})
