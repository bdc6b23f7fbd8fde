import type { SystemCommandName } from '#shared/domain/commands'
import type { RemoteEnd } from '#shared/domain/remote-session'
import type { RemoteAct } from '#shared/protocol/remote'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import type { RemoteSocketData, TakingPart } from './socket'

const commandOf: Record<Exclude<RemoteAct['act'], 'end'>, SystemCommandName> = {
  allow: 'remoteSession.systemAllow',
  show: 'remoteSession.systemShow',
  hide: 'remoteSession.systemHide',
  pause: 'remoteSession.systemPause',
  resume: 'remoteSession.systemResume',
  addStep: 'remoteSession.systemAddStep',
  tickStep: 'remoteSession.systemTickStep',
  snapshot: 'remoteSession.systemSnapshot',
}
/** What a side may give as the reason why it ends; the others are for the server to say. */
const ends: Record<TakingPart, readonly RemoteEnd[]> = {
  agent: ['agentEnded'],
  customer: ['customerEnded', 'refused', 'captureStopped', 'pageClosed', 'notPossible'],
}

/** Does what a side asks for, where the rules of the session let them. @throws FailureError with the rule's reason */
export const actInRemote = async (
  { runner }: Services,
  { sessionId, side, actor }: RemoteSocketData,
  { act, ...args }: RemoteAct,
): Promise<void> => {
  if (act === 'end' && !ends[side].includes((args as { end: RemoteEnd }).end))
    throw new FailureError('badInput', { detail: 'end' })
  const name = act === 'end' ? 'remoteSession.systemEnd' : commandOf[act]
  const { failures } = await runner.runSystem([{ name, args: { sessionId, ...args } }], { actor })
  const [failure] = failures
  if (failure !== undefined) throw new FailureError(failure.code, failure.params)
}
