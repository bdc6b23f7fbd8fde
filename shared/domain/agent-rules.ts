import { z } from 'zod'
import { callIdSchema, personIdSchema, type CallId, type PersonId } from '../ids'
import { restStateSchema, type Agent, type RestState } from './agent'
import { accept, reject } from './decision'
import { commandsOf, eventsOf, type CommandIn, type FactsOf } from './define-noun'
import { caseWorkers } from './role'
import type { Instant } from './time'

/** An agent who was not ready and takes a call all the same is not ready again after it. */
const afterTalking = (state: Agent | null): RestState => {
  if (state === null) return { state: 'ready' }
  return state.state === 'notReady' ? { state: 'notReady', reason: state.reason ?? 'casework' } : state.next
}

type Line = { personId: PersonId; callId: CallId }
const onCall = (state: 'ringing' | 'talking', { personId, callId }: Line, at: Instant, next: RestState): Agent => ({
  id: personId,
  state,
  reason: null,
  next,
  callId,
  since: at,
})

export const agentEvents = eventsOf<Agent>()({
  begin: {
    'agent.rested': (agent, { personId, rest }: { personId: PersonId; rest: RestState }, { at }) => ({
      ...agent,
      id: personId,
      state: rest.state,
      reason: rest.state === 'notReady' ? rest.reason : null,
      next: { state: 'ready' },
      callId: null,
      since: at,
    }),
    'agent.rung': (agent, line: Line, { at }) => ({ ...agent, ...onCall('ringing', line, at, { state: 'ready' }) }),
    'agent.talking': (agent, line: Line, { at }) => ({ ...agent, ...onCall('talking', line, at, afterTalking(agent)) }),
  },
  change: {
    'agent.nextChosen': (agent, { rest }: { rest: RestState }) => ({ ...agent, next: rest }),
    'agent.wrapping': (agent, _: { callId: CallId }, { at }) => ({ ...agent, state: 'afterCall', since: at }),
  },
})

const isBusy = (state: Agent): boolean =>
  state.state === 'talking' || state.state === 'afterCall' || state.state === 'ringing'

const { command, systemCommand } = commandsOf<Agent, AgentFact>()
const line = { personId: personIdSchema, callId: callIdSchema }

/** The rules of an agent's state; see the drawing at `agentSchema`. */
export const agentCommands = {
  'agent.setState': command({
    args: z.object({ personId: personIdSchema, rest: restStateSchema }),
    may: caseWorkers,
    decide: (state, { personId, rest }, { actor }) => {
      if (actor.kind === 'person' && actor.id !== personId) return reject('notAllowed')
      if (state !== null && (state.state === 'talking' || state.state === 'ringing'))
        return accept({ name: 'agent.nextChosen', data: { rest } })
      return accept({ name: 'agent.rested', data: { personId, rest } })
    },
  }),
}

export const agentSystemCommands = {
  'agent.systemRing': systemCommand({
    args: z.object(line),
    decide: (state, args) =>
      state !== null && state.state !== 'ready' ? accept() : accept({ name: 'agent.rung', data: args }),
  }),
  /** `isAside`: a colleague's call, or one being dialled; it takes nobody away from what they do. */
  'agent.systemTalk': systemCommand({
    args: z.object({ ...line, isAside: z.boolean().optional() }),
    decide: (state, { personId, callId, isAside }) =>
      isAside === true && state !== null && isBusy(state) && state.callId !== callId
        ? accept()
        : accept({ name: 'agent.talking', data: { personId, callId } }),
  }),
  /** The call is over for this agent: answered by another, given up by the caller, or hung up. */
  'agent.systemRelease': systemCommand({
    args: z.object(line),
    decide: (state, { personId, callId }) => {
      if (state === null || state.callId !== callId) return accept()
      if (state.state === 'talking') return accept({ name: 'agent.wrapping', data: { callId } })
      return state.state === 'ringing'
        ? accept({ name: 'agent.rested', data: { personId, rest: state.next } })
        : accept()
    },
  }),
  'agent.systemFinish': systemCommand({
    args: z.object(line),
    decide: (state, { personId, callId }) =>
      state === null || state.state !== 'afterCall' || state.callId !== callId
        ? accept()
        : accept({ name: 'agent.rested', data: { personId, rest: state.next } }),
  }),
  'agent.systemLeave': systemCommand({
    args: z.object({ personId: personIdSchema }),
    decide: (state, { personId }) => {
      const rest: RestState = { state: 'notReady', reason: 'disconnected' }
      return state !== null && isBusy(state)
        ? accept({ name: 'agent.nextChosen', data: { rest } })
        : accept({ name: 'agent.rested', data: { personId, rest } })
    },
  }),
}

export type AgentFact = FactsOf<typeof agentEvents>
export type AgentCommand = CommandIn<typeof agentCommands> | CommandIn<typeof agentSystemCommands>
