import { z } from 'zod'
import { callIdSchema, personIdSchema, type CallId, type PersonId } from '../ids'
import { restStateSchema, type Agent, type RestState } from './agent'
import { accept, reject, type Context, type Decision, type Recorded } from './decision'

export type AgentFact =
  | { name: 'agent.rested'; data: { personId: PersonId; rest: RestState } }
  | { name: 'agent.nextChosen'; data: { rest: RestState } }
  | { name: 'agent.rung'; data: { personId: PersonId; callId: CallId } }
  | { name: 'agent.talking'; data: { personId: PersonId; callId: CallId } }
  | { name: 'agent.wrapping'; data: { callId: CallId } }

export const agentCommands = {
  'agent.setState': z.object({ personId: personIdSchema, rest: restStateSchema }),
} as const

export const agentSystemCommands = {
  'agent.systemRing': z.object({ personId: personIdSchema, callId: callIdSchema }),
  /** `isAside`: a colleague's call, or one being dialled; it takes nobody away from what they do. */
  'agent.systemTalk': z.object({
    personId: personIdSchema,
    callId: callIdSchema,
    isAside: z.boolean().optional(),
  }),
  /** The call is over for this agent: answered by another, given up by the caller, or hung up. */
  'agent.systemRelease': z.object({ personId: personIdSchema, callId: callIdSchema }),
  'agent.systemFinish': z.object({ personId: personIdSchema, callId: callIdSchema }),
  'agent.systemLeave': z.object({ personId: personIdSchema }),
} as const

type Args<T extends Record<string, z.ZodType>> = { [K in keyof T]: { name: K; args: z.infer<T[K]> } }[keyof T]
export type AgentCommand = Args<typeof agentCommands> | Args<typeof agentSystemCommands>

const isBusy = (state: Agent): boolean =>
  state.state === 'talking' || state.state === 'afterCall' || state.state === 'ringing'

/** The rules of an agent's state; see the drawing at `agentSchema`. */
export const decideAgent = (state: Agent | null, command: AgentCommand, context: Context): Decision<AgentFact> => {
  const { personId } = command.args
  switch (command.name) {
    case 'agent.setState': {
      const { rest } = command.args
      const { actor } = context
      if (actor.kind === 'person' && actor.id !== personId) return reject('notAllowed')
      if (state !== null && (state.state === 'talking' || state.state === 'ringing'))
        return accept({ name: 'agent.nextChosen', data: { rest } })
      return accept({ name: 'agent.rested', data: { personId, rest } })
    }
    case 'agent.systemRing':
      if (state !== null && state.state !== 'ready') return accept()
      return accept({ name: 'agent.rung', data: command.args })
    case 'agent.systemTalk': {
      const { callId, isAside } = command.args
      if (isAside === true && state !== null && isBusy(state) && state.callId !== callId) return accept()
      return accept({ name: 'agent.talking', data: { personId, callId } })
    }
    case 'agent.systemRelease':
      if (state === null || state.callId !== command.args.callId) return accept()
      if (state.state === 'talking') return accept({ name: 'agent.wrapping', data: { callId: command.args.callId } })
      return state.state === 'ringing'
        ? accept({ name: 'agent.rested', data: { personId, rest: state.next } })
        : accept()
    case 'agent.systemFinish':
      if (state === null || state.state !== 'afterCall' || state.callId !== command.args.callId) return accept()
      return accept({ name: 'agent.rested', data: { personId, rest: state.next } })
    case 'agent.systemLeave':
      if (state !== null && isBusy(state))
        return accept({ name: 'agent.nextChosen', data: { rest: { state: 'notReady', reason: 'disconnected' } } })
      return accept({ name: 'agent.rested', data: { personId, rest: { state: 'notReady', reason: 'disconnected' } } })
  }
}

/** An agent who was not ready and takes a call all the same is not ready again after it. */
const afterTalking = (state: Agent | null): RestState => {
  if (state === null) return { state: 'ready' }
  return state.state === 'notReady' ? { state: 'notReady', reason: state.reason ?? 'casework' } : state.next
}

/** Folds one event into an agent's state. */
export const applyAgent = (state: Agent | null, event: Recorded<AgentFact>): Agent => {
  const ready: RestState = { state: 'ready' }
  switch (event.name) {
    case 'agent.rested': {
      const { personId, rest } = event.data
      return {
        ...state,
        id: personId,
        state: rest.state,
        reason: rest.state === 'notReady' ? rest.reason : null,
        next: ready,
        callId: null,
        since: event.at,
      }
    }
    case 'agent.rung':
      return {
        ...state,
        id: event.data.personId,
        state: 'ringing',
        reason: null,
        next: ready,
        callId: event.data.callId,
        since: event.at,
      }
    case 'agent.talking':
      return {
        ...state,
        id: event.data.personId,
        state: 'talking',
        reason: null,
        next: afterTalking(state),
        callId: event.data.callId,
        since: event.at,
      }
    case 'agent.nextChosen':
    case 'agent.wrapping':
      break
  }
  if (state === null) throw new Error(`an agent begins by resting, ringing or talking, not with ${event.name}`)
  switch (event.name) {
    case 'agent.nextChosen':
      return { ...state, next: event.data.rest }
    case 'agent.wrapping':
      return { ...state, state: 'afterCall', since: event.at }
    default:
      return state
  }
}
