import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RestState } from '#shared/domain/agent'
import { until } from '../../../testing/until'
import { demoPersonId } from '../../demo/accounts'
import { demoCustomerId } from '../../demo/customers'
import { startTestServer, type TestServer } from '../../testing/test-server'
import { openLine } from '../testing/line'
import { callIdOf } from '../pbx-call'
import { readMaxWaits, defaultCallLimits } from '../call-limits'
import { endOverdueCalls } from '../sweep'
import { readCtiEvent } from './cti-event'
import { takeEvent } from './take-event'

let server: TestServer
let line: ReturnType<typeof openLine>
let now = Date.now()
let count = 0
let id = ''

const rest = (login: string, state: RestState): Promise<unknown> =>
  server.runner.runSystem([{ name: 'agent.setState', args: { personId: demoPersonId(login), rest: state } }])
const away: RestState = { state: 'notReady', reason: 'break' }
const agentState = async (login: string): Promise<unknown> =>
  (
    await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'agent')
      .where('id', '=', demoPersonId(login))
      .executeTakeFirst()
  )?.body['state']

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo', clock: () => now })
  line = openLine(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  for (const open of await server.services.db
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'call')
    .where((eb) => eb(eb.ref('body', '->>').key('phase'), '!=', 'ended'))
    .execute()) {
    await server.runner.runSystem([{ name: 'call.systemEnd', args: { callId: open.id, cause: 'other' } }])
  }
  for (const login of ['lin', 'wang', 'chen', 'zhao']) {
    for (const agent of await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'agent')
      .where('id', '=', demoPersonId(login))
      .execute()) {
      if (agent.body['state'] === 'afterCall')
        await server.runner.runSystem([
          { name: 'agent.systemFinish', args: { personId: demoPersonId(login), callId: agent.body['callId'] } },
        ])
    }
    await rest(login, away)
  }
  id = `technical_1700000000.${++count}`
})

test('a whole call in JSON: the named agent is rung, answers, talks and wraps up', async () => {
  expect(
    await line.cti({
      event: 'newCall',
      callId: id,
      from: '8613800138000',
      to: '4006600588',
      direction: 'in',
      user: ['8001'],
    }),
  ).toEqual({ status: 200, body: {} })
  expect(await line.call(id)).toMatchObject({
    phase: 'ringing',
    from: '+8613800138000',
    rung: [demoPersonId('lin')],
    candidates: [{ customerId: demoCustomerId('verified') }],
  })
  await line.cti({
    event: 'answer',
    callId: id,
    from: '8613800138000',
    to: '4006600588',
    direction: 'in',
    answeringNumber: '8001',
  })
  expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: demoPersonId('lin') })
  expect(await agentState('lin')).toBe('talking')
  await line.cti({
    event: 'hangup',
    callId: id,
    from: '8613800138000',
    to: '4006600588',
    direction: 'in',
    cause: 'normalClearing',
  })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'normalClearing' })
  expect(await agentState('lin')).toBe('afterCall')
})

test.each([
  [
    'user[] repeated',
    (call: string) =>
      `event=newCall&callId=${call}&from=013800138000&to=4006600588&direction=in&user%5B%5D=8001&user%5B%5D=wang`,
  ],
  [
    'user repeated',
    (call: string) => `event=newCall&call_id=${call}&from=0086+138%2F0013-8000&direction=in&user=8001&user=8002`,
  ],
  [
    'no direction',
    (call: string) => `event=newCall&call_id=${call}&from=%2B8613800138000%20ext.%2012&user[]=8001&user[]=8002`,
  ],
])('form-encoded, %s', async (_, body) => {
  expect(await line.form(body(id))).toEqual({ status: 200, body: {} })
  expect(await line.call(id)).toMatchObject({
    phase: 'ringing',
    direction: 'in',
    from: '+8613800138000',
    rung: [demoPersonId('lin'), demoPersonId('wang')],
  })
})

test('answer and hang-up with nothing but the call id: the only one rung has answered', async () => {
  await line.form(`event=newCall&call_id=${id}&from=13800138000&direction=in&user=lin`)
  await line.form(`event=answer&call_id=${id}`)
  expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: demoPersonId('lin') })
  await line.form(`event=hangup&call_id=${id}`)
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'normalClearing' })
})

test('an answer after the hang-up is accepted, and the call stays ended', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', user: '8001' })
  await line.cti({ event: 'hangup', callId: id, cause: 'cancel' })
  const before = await line.call(id)
  expect((await line.cti({ event: 'answer', callId: id, user: '8001' })).status).toBe(200)
  expect(await line.call(id)).toEqual(before)
})

test('hang-up, answer, then ring: the call has ended and its caller is known', async () => {
  for (const event of ['hangup', 'answer', 'newCall'])
    expect((await line.cti({ event, callId: id, from: '13800138000', user: '8001' })).status).toBe(200)
  expect(await line.call(id)).toMatchObject({ phase: 'ended', from: '+8613800138000', rung: [] })
  expect(await agentState('lin')).toBe('notReady')
})

test('10,000 repeated events have no double effect', { timeout: 120_000 }, async () => {
  const all = [
    { event: 'newCall', callId: id, from: '13800138000', user: '8001' },
    { event: 'answer', callId: id, user: '8001' },
    { event: 'hangup', callId: id, cause: 'normalClearing' },
  ]
  for (const event of all) await line.cti(event)
  const events = await line.events(id)
  expect(events).toEqual(['call.started', 'call.rang', 'call.answered', 'call.ended'])
  const agentVersion = async () =>
    (
      await server.services.db
        .selectFrom('document')
        .select('version')
        .where('noun', '=', 'agent')
        .where('id', '=', demoPersonId('lin'))
        .executeTakeFirstOrThrow()
    ).version
  const version = await agentVersion()
  for (let done = 0; done < 10_000; done += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => line.cti(all[(done + index) % 3])))
  expect(await line.events(id)).toEqual(events)
  expect(await agentVersion()).toBe(version)
})

test('the same first event 20 times at once starts one call', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => line.cti({ event: 'newCall', callId: id, from: '13800138000', user: '8001' })),
  )
  expect(answers.every((answer) => answer.status === 200)).toBe(true)
  expect(await line.events(id)).toEqual(['call.started', 'call.rang'])
})

test('without named agents the queue’s ready agents are rung, and those who get ready later', async () => {
  await rest('lin', { state: 'ready' })
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', queue: 'technical' })
  expect((await line.call(id))?.rung).toEqual([demoPersonId('lin')])
  await rest('chen', { state: 'ready' })
  await rest('zhao', { state: 'ready' })
  await until(
    async () => (await line.call(id))?.rung.includes(demoPersonId('zhao')) === true,
    'the second agent is rung',
  )
  expect((await line.call(id))?.rung).not.toContain(demoPersonId('chen'))
  expect(await agentState('chen')).toBe('ready')
})

test('a call for named agents does not spread to others', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', user: '8001', queue: 'technical' })
  await rest('wang', { state: 'ready' })
  await line.cti({ event: 'newCall', callId: `${id}-second`, from: '13800138001', queue: 'technical' })
  await until(async () => (await line.call(`${id}-second`))?.rung.length === 1, 'the open call is rung')
  expect((await line.call(id))?.rung).toEqual([demoPersonId('lin')])
})

test('a ringing call is visible to the agents rung and to supervisors only', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', user: ['8001', '8002'] })
  const row = await server.services.db
    .selectFrom('document')
    .select('audiences')
    .where('noun', '=', 'call')
    .where('id', '=', callIdOf(id))
    .executeTakeFirstOrThrow()
  expect(new Set(row.audiences)).toEqual(
    new Set([`person:${demoPersonId('lin')}`, `person:${demoPersonId('wang')}`, 'supervision']),
  )
})

test('several matches are candidates; a hidden or unknown number has none', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '１３８００１３８８８８', user: '8001' })
  expect((await line.call(id))?.candidates.map((each) => each.customerId).sort()).toEqual(
    [demoCustomerId('sharedOne'), demoCustomerId('sharedTwo')].sort(),
  )
  await line.cti({ event: 'newCall', callId: `${id}-hidden`, from: 'anonymous', user: '8001' })
  expect(await line.call(`${id}-hidden`)).toMatchObject({ from: null, candidates: [] })
})

test('an outbound call rings nobody but the named', async () => {
  await rest('wang', { state: 'ready' })
  expect(await line.cti({ event: 'newCall', callId: id, from: '8001', to: '13800138000', direction: 'out' })).toEqual({
    status: 200,
    body: {},
  })
  expect(await line.call(id)).toMatchObject({
    direction: 'out',
    rung: [],
    candidates: [{ customerId: demoCustomerId('verified') }],
  })
})

test('calls whose hang-up is lost end by themselves', async () => {
  await line.cti({ event: 'newCall', callId: id, from: '13800138000', user: '8001' })
  await line.cti({ event: 'newCall', callId: `${id}-talk`, from: '13800138000', user: '8002' })
  await line.cti({ event: 'answer', callId: `${id}-talk`, user: '8002' })
  const limits = { ...defaultCallLimits, waitingMs: readMaxWaits('240'), talkingMs: 14_400_000 + 600_000 }
  expect(await endOverdueCalls(server.services, limits)).toBe(0)
  now += 14_400_000
  expect(await endOverdueCalls(server.services, limits)).toBe(1)
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'timedOut' })
  now += 600_000
  expect(await endOverdueCalls(server.services, limits)).toBe(1)
  expect(await line.call(`${id}-talk`)).toMatchObject({ phase: 'ended', cause: 'timedOut' })
})

test('wrong requests get a clear answer', async () => {
  const long = await line.cti({ event: 'newCall', callId: 'x'.repeat(10_000), from: '1' })
  expect(long).toEqual({ status: 422, body: { error: 'callId: is longer than 250 characters' } })
  expect(await line.cti({ event: 'newCall', from: '1' })).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining('callId') },
  })
  expect(await line.cti({ event: 'dance', callId: id })).toMatchObject({
    status: 422,
    body: { error: expect.stringContaining('event') },
  })
  expect(await line.cti({ event: 'newCall', callId: id, direction: 'sideways' })).toEqual({
    status: 422,
    body: { error: 'direction: must be in or out' },
  })
  expect(await line.cti([1, 2])).toMatchObject({ status: 422, body: { error: expect.any(String) } })
  expect(await line.send({ headers: { 'content-type': 'application/json' }, body: '{"event":' })).toMatchObject({
    status: 400,
    body: { error: 'The body is not valid JSON.' },
  })
  expect(
    await line.send({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ event: 'newCall', callId: id, from: 'x'.repeat(1_000_000) }),
    }),
  ).toMatchObject({ status: 413, body: { error: expect.stringContaining('64 KB') } })
  expect(await line.call(id)).toBeNull()
})

test('accepts JSON numbers, nulls, NUL characters, a missing content type, an unknown queue and an unknown cause', async () => {
  expect(
    (
      await line.cti({
        event: 'newCall',
        callId: 17_000_001 + count,
        from: 13800138000,
        to: null,
        user: [8001, null],
        queue: 'gold',
        direction: null,
      })
    ).status,
  ).toBe(200)
  expect(await line.call(String(17_000_001 + count))).toMatchObject({
    from: '+8613800138000',
    rung: [demoPersonId('lin')],
  })
  expect((await line.cti({ event: 'hangup', callId: `${id}\0`, cause: 'Q.850;16' })).status).toBe(200)
  expect((await line.cti({ event: 'newCall', callId: id, from: '李四\0', user: 'no\0body' })).status).toBe(200)
  expect(
    (await line.send({ headers: { 'content-type': 'text/plain' }, body: `event=hangup&callId=${id}` })).status,
  ).toBe(200)
  expect((await line.call(id))?.phase).toBe('ended')
})

test('a wrong token gets the documented answer, and guessing is slowed down', async () => {
  const wrong = openLine(server, 'wrong')
  expect(await wrong.cti({ event: 'newCall', callId: id })).toEqual({
    status: 401,
    body: { error: 'Invalid token, please contact your admin!' },
  })
  let last = 401
  for (let tries = 0; tries < 25; tries += 1) last = (await wrong.cti({})).status
  expect(last).toBe(429)
  expect((await line.cti({ event: 'hangup', callId: id })).status).toBe(200)
})

test('while the database is away the exchange is asked to send again, and nothing crashes', async () => {
  const lonely = await startTestServer({ ctiToken: 'demo' })
  try {
    await lonely.postgres.stop()
    const answer = await openLine(lonely).cti({ event: 'hangup', callId: id })
    expect(answer).toEqual({ status: 503, body: { error: 'The event was not taken: databaseUnavailable.' } })
    expect((await fetch(`${lonely.address}/api/v1/health`)).status).toBe(200)
  } finally {
    await lonely.close()
  }
})

test('a server without an exchange says so', async () => {
  const unconnected = await startTestServer()
  try {
    expect(await openLine(unconnected).cti({ event: 'hangup', callId: id })).toMatchObject({
      status: 422,
      body: { error: expect.stringContaining('not configured') },
    })
  } finally {
    await unconnected.close()
  }
})

test('a call that names nobody known rings no console, not even those who are ready, and the log says so', async () => {
  await rest('lin', { state: 'ready' })
  const logged: unknown[] = []
  const log = pino(
    {},
    {
      write: (text: string) => {
        logged.push(JSON.parse(text))
      },
    },
  )
  const read = readCtiEvent({
    event: 'newCall',
    callId: id,
    from: '13800138000',
    direction: 'in',
    user: ['9999', 'nobody'],
  })
  if (read.kind !== 'event') throw new Error(read.kind)
  await takeEvent({ ...server.services, log }, read.event)
  expect(await line.call(id)).toMatchObject({ phase: 'ringing', rung: [] })
  const row = await server.services.db
    .selectFrom('document')
    .select('audiences')
    .where('noun', '=', 'call')
    .where('id', '=', callIdOf(id))
    .executeTakeFirst()
  expect(row?.audiences).toEqual(['supervision'])
  expect(await agentState('lin')).toBe('ready')
  expect(logged).toMatchObject([{ callId: callIdOf(id), named: 2 }])
  expect(JSON.stringify(logged)).not.toMatch(/9999|13800138000/)
})
