import { notReadyReasons, type Agent, type RestState } from '#shared/domain/agent'
import type { SyncStatus } from '#shared/ipc/replica-views'
import type { Tone } from '../../../shared/ui'
import { issue } from '../../bridge/issue'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { currentPerson } from '../session'

/** The state of the person at this desk; null while unknown. */
export const useAgent = (): Agent | null => {
  const state = useReplicaQuery('agent.read', null)
  return state.data?.agent ?? null
}

/** Ready, or not ready with a reason. During a call it is what follows the call; the rules decide which. */
export const setAgentRest = async (rest: RestState): Promise<void> => {
  const person = currentPerson()
  if (person !== null) await issue('agent.setState', { personId: person.id, rest })
}

/** Reasons a person may choose; `disconnected` is the server's. */
export const choosableReasons = notReadyReasons.filter((reason) => reason !== 'disconnected')

/** During a call the menu chooses what follows; afterwards it acts at once. */
export const choosesNext = (agent: Agent | null): boolean => agent?.state === 'talking' || agent?.state === 'ringing'

export const stateTone: Record<Agent['state'], Tone> = {
  ready: 'success',
  notReady: 'neutral',
  ringing: 'info',
  talking: 'info',
  afterCall: 'warning',
}

export const isSameRest = (a: RestState, b: RestState): boolean =>
  a.state === b.state && (a.state === 'ready' || b.state === 'ready' || a.reason === b.reason)

/** The state that the menu marks: the next one during a call, else the present one. */
export const chosenRest = (agent: Agent | null): RestState | null => {
  if (agent === null) return null
  if (agent.state === 'ready') return { state: 'ready' }
  if (agent.state === 'notReady') return agent.reason === null ? null : { state: 'notReady', reason: agent.reason }
  return agent.next
}

/** Calls come only while this desk is connected. */
export const isLineCut = (status: Pick<SyncStatus, 'connection'> | null): boolean =>
  status !== null && status.connection !== 'live' && status.connection !== 'behind'

/** The server gave the desk up and made its agent not ready. */
export const isDisconnected = (agent: Agent | null): boolean =>
  agent?.state === 'notReady' && agent.reason === 'disconnected'

/**
 * @param wasReady what this returned before
 * @returns whether the agent took calls, or would after the present one, when last chosen: being cut off chooses
 *   nothing
 */
export const wasReadyAfter = (wasReady: boolean, agent: Agent | null): boolean => {
  if (agent === null) return wasReady
  const rest = agent.state === 'notReady' || agent.state === 'ready' ? agent : agent.next
  if (rest.state === 'ready') return true
  return rest.reason === 'disconnected' ? wasReady : false
}
