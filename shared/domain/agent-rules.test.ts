import { expect, test } from 'vitest'
import { callIdSchema, personIdSchema } from '../ids'
import type { Agent, RestState } from './agent'
import type { AgentCommand } from './agent-rules'
import type { Actor } from './decision'
import { applyAgent, decideAgent } from './testing/rules'

const personId = personIdSchema.parse('b0000000-0000-4000-8000-000000000001')
const other = personIdSchema.parse('b0000000-0000-4000-8000-000000000002')
const callId = callIdSchema.parse('a0000000-0000-4000-8000-000000000001')
const otherCallId = callIdSchema.parse('a0000000-0000-4000-8000-000000000002')
const ready: RestState = { state: 'ready' }
const meal: RestState = { state: 'notReady', reason: 'meal' }
const setState = (rest: RestState): AgentCommand => ({ name: 'agent.setState', args: { personId, rest } })
const onCall = (
  name: 'agent.systemRing' | 'agent.systemTalk' | 'agent.systemRelease' | 'agent.systemFinish',
  id = callId,
): AgentCommand => ({ name, args: { personId, callId: id } })

const run = (commands: AgentCommand[], actor: Actor = { kind: 'system' }): Agent | null =>
  commands.reduce<Agent | null>((state, command) => {
    const decision = decideAgent(state, command, { actor, scopes: null, now: 1, read: () => null })
    if (!decision.ok) throw new Error(decision.failure.code)
    return decision.value.reduce<Agent | null>(
      (each, fact) =>
        applyAgent(each, {
          ...fact,
          version: 1,
          by: null,
          at: 1,
          deviceAt: null,
          commandId: null,
        }),
      state,
    )
  }, null)

test('a whole call: ready, ringing, talking, after-call work, ready', () => {
  const steps = [
    setState(ready),
    onCall('agent.systemRing'),
    onCall('agent.systemTalk'),
    onCall('agent.systemRelease'),
    onCall('agent.systemFinish'),
  ]
  expect(steps.map((_, index) => run(steps.slice(0, index + 1))?.state)).toEqual([
    'ready',
    'ringing',
    'talking',
    'afterCall',
    'ready',
  ])
})

test('the state chosen during a call follows it', () => {
  const after = run([
    setState(ready),
    onCall('agent.systemRing'),
    onCall('agent.systemTalk'),
    setState(meal),
    onCall('agent.systemRelease'),
    onCall('agent.systemFinish'),
  ])
  expect(after).toMatchObject({ state: 'notReady', reason: 'meal', callId: null })
})

test('an agent who was not ready and takes a call is not ready again after it', () => {
  const after = run([
    setState(meal),
    onCall('agent.systemTalk'),
    onCall('agent.systemRelease'),
    onCall('agent.systemFinish'),
  ])
  expect(after).toMatchObject({ state: 'notReady', reason: 'meal' })
})

test('a busy agent is not rung, and a release of another call changes nothing', () => {
  expect(run([setState(ready), onCall('agent.systemRing'), onCall('agent.systemRing', otherCallId)])?.callId).toBe(
    callId,
  )
  expect(run([setState(ready), onCall('agent.systemRing'), onCall('agent.systemRelease', otherCallId)])?.state).toBe(
    'ringing',
  )
})

test('a call given up while ringing makes the agent ready again', () => {
  expect(run([setState(ready), onCall('agent.systemRing'), onCall('agent.systemRelease')])).toMatchObject({
    state: 'ready',
    callId: null,
  })
})

test('a desk that is gone is not rung again: at once at rest, after the call in a call', () => {
  const leave: AgentCommand = { name: 'agent.systemLeave', args: { personId } }
  expect(run([setState(ready), leave])).toMatchObject({ state: 'notReady', reason: 'disconnected' })
  expect(run([setState(ready), onCall('agent.systemRing'), leave, onCall('agent.systemRelease')])).toMatchObject({
    state: 'notReady',
    reason: 'disconnected',
  })
})

test('nobody sets the state of another', () => {
  const decision = decideAgent(null, setState(ready), {
    actor: { kind: 'person', id: other, role: 'agent', name: '演示' },
    scopes: null,
    now: 1,
    read: () => null,
  })
  expect(decision).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
})
