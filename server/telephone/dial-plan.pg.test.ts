import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { agentSchema, type RestState } from '#shared/domain/agent'
import { demoCodes, demoNumbers } from '#shared/demo/scenarios'
import { until } from '../../testing/until'
import { demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine } from './testing/line'
import { dialPlanPage, playThroughPlan, type CallScript } from './testing/stand-in-exchange'

let server: TestServer
let line: ReturnType<typeof openLine>
let count = 0
let id = ''
const page = dialPlanPage()
const { code, password } = demoCodes.verified

const rest = (login: string, state: RestState): Promise<unknown> =>
  server.runner.runSystem([{ name: 'agent.setState', args: { personId: demoPersonId(login), rest: state } }])
const ready: RestState = { state: 'ready' }
const away: RestState = { state: 'notReady', reason: 'break' }

const calls = (script: Partial<CallScript>, plan = page) =>
  playThroughPlan(
    plan,
    { server: server.address, token: 'demo' },
    {
      callId: id,
      from: demoNumbers.verified,
      keys: ['2', code, password],
      ringing: ([first = '']) => ({ pickedUpBy: first }),
      ...script,
    },
  )

beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo' })
  line = openLine(server)
})
afterAll(() => server.close())
beforeEach(async () => {
  id = `1700000000.${++count}`
  for (const login of ['lin', 'wang', 'chen', 'zhao']) {
    const personId = demoPersonId(login)
    const row = await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'agent')
      .where('id', '=', personId)
      .executeTakeFirst()
    const agent = agentSchema.safeParse(row?.body).data
    if (agent?.state === 'afterCall')
      await server.runner.runSystem([{ name: 'agent.systemFinish', args: { personId, callId: agent.callId } }])
    await rest(login, away)
  }
})

test('a verified caller rings the agent who is ready, is answered and hangs up', async () => {
  await rest('lin', ready)
  const played = await calls({
    talking: async () => {
      expect(await line.call(id)).toMatchObject({ phase: 'talking', answeredBy: demoPersonId('lin') })
    },
  })
  expect(played).toMatchObject({ rang: [['8001']], played: ['hotline/ok'], status: 'ANSWER' })
  expect(await line.call(id)).toMatchObject({
    phase: 'ended',
    cause: 'normalClearing',
    from: '+8613800138000',
    queue: 'technical',
    answeredBy: demoPersonId('lin'),
    identity: { status: 'verified' },
  })
})

test('all ready agents ring together, and the one who picks up talks', async () => {
  for (const login of ['lin', 'wang']) await rest(login, ready)
  const played = await calls({ ringing: () => ({ pickedUpBy: '8002' }) })
  expect(played.rang.map((round) => [...round].sort())).toEqual([['8001', '8002']])
  expect(await line.call(id)).toMatchObject({ answeredBy: demoPersonId('wang'), phase: 'ended' })
})

test('a wrong code may be entered again, and a caller who fails waits on the non-agreement line', async () => {
  await rest('lin', ready)
  const wrong = ['0599000111', '00000000']
  const played = await calls({ from: '13900007777', keys: ['2', ...wrong, ...wrong, code, password] })
  expect(played.played).toEqual(['hotline/refused', 'hotline/refused', 'hotline/ok'])
  expect(await line.call(id)).toMatchObject({ queue: 'technical', identity: { status: 'verified' } })
  id = `${id}9`
  await rest('wang', ready)
  expect((await calls({ from: '13900007778', keys: ['2', ...wrong, ...wrong, ...wrong] })).played).toHaveLength(3)
  expect(await line.call(id)).toMatchObject({ queue: 'nonAgreement', identity: { status: 'refused' } })
})

test('a caller who hangs up while it rings is missed', async () => {
  await rest('lin', ready)
  await calls({ ringing: (_, round) => (round === 0 ? 'nobody' : 'callerHangsUp') })
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'cancel', answeredBy: null })
})

test('a caller who hangs up during the music is missed', async () => {
  const played = await calls({ waiting: () => 'hangsUp' })
  expect(played.rang).toEqual([])
  expect(await line.call(id)).toMatchObject({ phase: 'ended', cause: 'cancel', answeredBy: null })
})

test('while nobody is ready the caller waits, then rings the first agent who gets ready', async () => {
  const played = await calls({
    waiting: async () => {
      await rest('zhao', ready)
      await until(async () => (await line.call(id))?.rung.length === 1, 'the waiting call rings')
      return 'stays' as const
    },
  })
  expect(played.rang).toEqual([['8004']])
  expect(await line.call(id)).toMatchObject({ phase: 'ended', answeredBy: demoPersonId('zhao') })
})

test('a caller who wants to buy is not asked for a code', async () => {
  await rest('chen', ready)
  const played = await calls({ keys: ['1'], from: '13900007779' })
  expect(played).toMatchObject({ rang: [['8003']], played: ['hotline/purchase'] })
  expect(await line.call(id)).toMatchObject({
    queue: 'purchase',
    identity: { status: 'none' },
    answeredBy: demoPersonId('chen'),
  })
})

test('a caller who presses nothing still reaches an agent', async () => {
  await rest('lin', ready)
  expect(await calls({ keys: [] })).toMatchObject({ rang: [['8001']], played: [] })
  expect(await line.call(id)).toMatchObject({ queue: 'nonAgreement', answeredBy: demoPersonId('lin') })
})

test('while the server is away the static members ring', async () => {
  const nowhere = page.replaceAll('https://YOUR-SERVER', 'http://127.0.0.1:9')
  expect(await calls({}, nowhere)).toMatchObject({ rang: [['8001', '8002']], status: 'ANSWER' })
})

test('a server that was away when the call came in learns of it later and rings', async () => {
  await rest('lin', ready)
  let isAway = true
  const played = await calls({
    isLost: (form) => isAway && form?.includes('event=newCall') === true,
    ringing: ([first = ''], round) => (round === 0 ? 'nobody' : { pickedUpBy: first }),
    waiting: () => {
      isAway = false
      return 'stays'
    },
  })
  expect(played.rang).toEqual([['8001', '8002'], ['8001']])
  expect(await line.call(id)).toMatchObject({ phase: 'ended', answeredBy: demoPersonId('lin') })
})

const faults: readonly (readonly [string, string, string])[] = [
  ['a wrong event', 'event=answer', 'event=pickup'],
  ['a hang-up that is not sent', 'hangup_handler_push)=hotline-over', 'hangup_handler_push)=hotline-answered'],
  ['the id of the wrong channel', 'callId=${ARG1}', 'callId=${UNIQUEID}'],
  ['a wrong key of the answer', 'JSON_DECODE(reply,ring)', 'JSON_DECODE(reply,rings)'],
  ['a code that is not sent', 'serviceCode=${URIENCODE(${code})}', 'serviceCode=${code1}'],
  ['a wrong event of the ring', 'event=newCall', 'event=newcalls'],
  ['a wrong address', '${HOTLINE_IVR}/verify', '${HOTLINE_IVR}/check'],
]
test.each(faults)('a plan with %s does not pass', async (_, right, wrong) => {
  await rest('lin', ready)
  expect(page).toContain(right)
  const played = await calls({ waiting: () => 'hangsUp' }, page.replaceAll(right, wrong))
  const call = await line.call(id)
  expect({ ...call, identity: call?.identity.status, rang: played.rang }).not.toMatchObject({
    phase: 'ended',
    cause: 'normalClearing',
    answeredBy: demoPersonId('lin'),
    identity: 'verified',
    rang: [['8001']],
  })
  await line.cti({ event: 'hangup', callId: id })
})

test('an unsupported line of the plan is named', async () => {
  const at = page.split('\n').findIndex((text) => text.includes('MusicOnHold(default,5)')) + 1
  await expect(calls({}, page.replace('MusicOnHold(default,5)', 'Queue(hotline)'))).rejects.toThrow(
    `line ${at}: the application Queue is not known here`,
  )
  await expect(calls({}, page.replace('LEN(${reply})', 'SHELL(${reply})'))).rejects.toThrow(
    'the function SHELL is not known here',
  )
  await expect(calls({}, page.replace('"${announce}" = "e', '"${reply}" = "e'))).rejects.toThrow('is no expression')
})
