import type { Agent } from '#shared/domain/agent'
import type { SyncStatus } from '#shared/ipc/replica-views'

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
