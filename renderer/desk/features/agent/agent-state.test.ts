import { expect, it } from 'vitest'
import type { AgentCommand } from '#shared/domain/agent-rules'
import type { Agent, RestState } from '#shared/domain/agent'
import { agentId, callId, contextOf } from '#shared/domain/testing/ticket-sample'
import { applyAgent, decideAgent } from '#shared/domain/testing/rules'
import { isDisconnected, isLineCut, wasReadyAfter } from './agent-state'

const set = (rest: RestState): AgentCommand => ({ name: 'agent.setState', args: { personId: agentId, rest } })
const leave: AgentCommand = { name: 'agent.systemLeave', args: { personId: agentId } }
const onCall = (name: 'agent.systemTalk' | 'agent.systemRelease' | 'agent.systemFinish'): AgentCommand => ({
  name,
  args: { personId: agentId, callId },
})
const ready = set({ state: 'ready' })
const meal = set({ state: 'notReady', reason: 'meal' })

/** What a page shows of an agent after these events in a row, by the real rules. */
const seen = (commands: AgentCommand[]): { isLost: boolean; wasReady: boolean } => {
  let agent: Agent | null = null
  let wasReady = false
  for (const command of commands) {
    const decided = decideAgent(agent, command, contextOf())
    if (!decided.ok) throw new Error(decided.failure.code)
    for (const fact of decided.value) agent = applyAgent(agent, { ...fact, at: 1 } as never)
    wasReady = wasReadyAfter(wasReady, agent)
  }
  return { isLost: isDisconnected(agent), wasReady }
}
const talk = onCall('agent.systemTalk')
const ended = [onCall('agent.systemRelease'), onCall('agent.systemFinish')]

it.each<[string, AgentCommand[], boolean]>([
  ['was ready and cut off', [ready, leave], true],
  ['was cut off twice', [ready, leave, leave], true],
  ['was cut off within a call', [ready, talk, leave, ...ended], true],
  ['was at the table', [ready, meal, leave], false],
  ['chose the table during a call, then was cut off', [ready, talk, meal, leave, ...ended], false],
  ['has only begun', [leave], false],
  ['is ready again', [ready, leave, ready], false],
  ['chose something else after it', [ready, leave, meal], false],
])('an agent who %s', (_, commands, isTold) => {
  const { isLost, wasReady } = seen(commands)
  expect(isLost && wasReady).toBe(isTold)
})

it.each([
  ['live', false],
  ['behind', false],
  ['connecting', true],
  ['offline', true],
  ['refused', true],
] as const)('a line that is %s', (connection, isCut) => expect(isLineCut({ connection })).toBe(isCut))
it('an unknown connection is not shown as lost', () => expect(isLineCut(null)).toBe(false))
