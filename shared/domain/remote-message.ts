import type { ErrorCode } from '../errors'
import { isRemoteJoined, maySeeScreen, type RemoteRight, type RemoteSession, type RemoteSide } from './remote-session'
import type { Instant } from './time'

/**
 * What passes between both sides and is not kept: what sets up the picture, that it is blanked while a password is
 * typed, what is written, pointed at and drawn.
 */
export const remoteMessageKinds = ['signal', 'cover', 'chat', 'pointer', 'drawing', 'mark', 'changeMark'] as const
export type RemoteMessageKind = (typeof remoteMessageKinds)[number]

/** The rights beside the screen that a message of the agent's about the picture needs. */
const rightsNeeded: Record<Exclude<RemoteMessageKind, 'chat' | 'signal' | 'cover'>, readonly RemoteRight[]> = {
  pointer: [],
  drawing: ['data'],
  mark: [],
  /** A mark that asks the customer to change something. */
  changeMark: ['settings'],
}

/**
 * Whether a message may pass now. The server asks this for every one of them.
 * @returns null where it may; otherwise why not
 */
export const remoteMessageRefusal = (
  session: RemoteSession,
  from: RemoteSide,
  kind: RemoteMessageKind,
  now: Instant,
): ErrorCode | null => {
  if (session.state === 'ended') return 'remoteEnded'
  if (!isRemoteJoined(session)) return 'remoteNotJoined'
  if (kind === 'chat') return null
  if (!maySeeScreen(session, now)) return 'remoteNotAllowed'
  if (kind === 'signal') return null
  // Only the page knows what it sends; a picture that is paused may be covered before it goes on.
  if (kind === 'cover') return from === 'customer' ? null : 'remoteNotAllowed'
  if (session.state !== 'active') return 'remoteNotAllowed'
  // What the customer draws on their own screen needs no right of theirs.
  const isAllowed = from === 'customer' || rightsNeeded[kind].every((right) => session.rights.includes(right))
  return isAllowed ? null : 'remoteNotAllowed'
}
