import { afterAll, beforeAll, expect, test } from 'vitest'
import { practiceScenarios } from '#shared/ipc/contract'
import { CallNotTaken, playCall, type PlayStep } from '#shared/telephone/play-call'
import { scenarios, type PracticeScenario } from '#shared/demo/scenarios'
import { until } from '../../testing/until'
import { demoPersonId } from '../demo/accounts'
import { startTestServer, type TestServer } from '../testing/test-server'
import { openLine } from './testing/line'

let server: TestServer
let line: ReturnType<typeof openLine>
beforeAll(async () => {
  server = await startTestServer({ isDemo: true, ctiToken: 'demo' })
  line = openLine(server)
})
afterAll(() => server.close())

const play = async (
  scenario: PracticeScenario,
  callId: string,
  more: Partial<Parameters<typeof playCall>[0]> = {},
): Promise<PlayStep[]> => {
  const steps: PlayStep[] = []
  const call = { ...scenarios[scenario], callId, users: ['8001'] }
  await playCall({
    server: server.address,
    token: 'demo',
    call,
    ending: 'unanswered',
    ringMs: 0,
    talkMs: 0,
    onStep: (step) => steps.push(step),
    ...more,
  })
  return steps
}

const expected: Record<PracticeScenario, { identity: string; queue: string; candidates: number }> = {
  verified: { identity: 'verified', queue: 'technical', candidates: 1 },
  wrongCode: { identity: 'refused', queue: 'nonAgreement', candidates: 0 },
  expiredCode: { identity: 'expired', queue: 'nonAgreement', candidates: 1 },
  noCode: { identity: 'none', queue: 'nonAgreement', candidates: 1 },
  noContract: { identity: 'verified', queue: 'nonAgreement', candidates: 1 },
  unregistered: { identity: 'verified', queue: 'nonAgreement', candidates: 1 },
  manyMatches: { identity: 'none', queue: 'purchase', candidates: 2 },
  unknownNumber: { identity: 'none', queue: 'purchase', candidates: 0 },
  codeQuestion: { identity: 'none', queue: 'serviceCode', candidates: 1 },
  complaint: { identity: 'none', queue: 'complaint', candidates: 1 },
}

test.each(practiceScenarios)('%s plays as its name says', async (scenario) => {
  await play(scenario, `practice-${scenario}`)
  const call = await line.call(`practice-${scenario}`)
  expect({ identity: call?.identity.status, queue: call?.queue, candidates: call?.candidates.length }).toEqual(
    expected[scenario],
  )
  expect(call).toMatchObject({ phase: 'ended', cause: 'cancel' })
})

test('practising a wrong code 15 times causes no lock', async () => {
  for (let round = 0; round < 15; round += 1)
    expect(await play('wrongCode', `wrong-${round}`)).toContainEqual({
      step: 'identity',
      result: 'refused',
      queue: 'nonAgreement',
    })
})

test.each([true, false])('a whole call, form-encoded and incomplete: %s', async (isForm) => {
  const callId = `whole-${String(isForm)}`
  const steps = await play('verified', callId, { ending: 'answered', isForm })
  expect(steps.map((step) => step.step)).toEqual(['menu', 'identity', 'ringing', 'talking', 'ended'])
  expect(await line.call(callId)).toMatchObject({
    phase: 'ended',
    cause: 'normalClearing',
    answeredBy: demoPersonId('lin'),
    identity: { status: 'verified' },
  })
})

test('stopping a practice call hangs up', async () => {
  const caller = new AbortController()
  const playing = play('verified', 'stopped', { ending: 'byAgent', talkMs: 600_000, signal: caller.signal })
  await until(async () => (await line.call('stopped'))?.phase === 'ringing', 'it rings')
  caller.abort()
  await playing
  expect((await line.call('stopped'))?.phase).toBe('ended')
})

test('a server that is away and a wrong token are distinguished', async () => {
  await expect(play('verified', 'x', { server: 'http://127.0.0.1:9' })).rejects.toMatchObject({ status: 0 })
  await expect(play('verified', 'x', { token: 'wrong' })).rejects.toMatchObject({ status: 401 })
  await expect(play('verified', 'x', { token: 'wrong' })).rejects.toBeInstanceOf(CallNotTaken)
})
