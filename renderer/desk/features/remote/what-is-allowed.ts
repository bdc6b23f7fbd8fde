import type { RemoteNow } from '#shared/ipc/remote-now'
import type { RemoteRight } from '#shared/domain/remote-session'

export type Allowed = {
  /** The picture may be on screen. */
  picture: boolean
  point: boolean
  draw: boolean
  changeMark: boolean
  snapshot: boolean
  chat: boolean
}
const nothing: Allowed = {
  picture: false,
  point: false,
  draw: false,
  changeMark: false,
  snapshot: false,
  chat: false,
}

/**
 * What the agent may do now by what the server showed last. While the connection is cut nobody knows what the customer
 * withdraws, so nothing is.
 * @param at the server's time
 */
export const allowedNow = (now: RemoteNow | null, at: number): Allowed => {
  if (now?.connection !== 'joined' || now.view === null) return nothing
  const { state, rights, consentUntil } = now.view
  const has = (right: RemoteRight): boolean => rights.includes(right)
  const isJoined = state !== 'requested' && state !== 'ended'
  const isInTime = consentUntil !== null && at < consentUntil
  const isShown = (state === 'consented' || state === 'active') && has('screen') && isInTime
  const isActive = isShown && state === 'active'
  return {
    picture: isShown,
    point: isActive,
    draw: isActive && has('data'),
    changeMark: isActive && has('settings'),
    snapshot: isActive && has('data'),
    chat: isJoined,
  }
}

/** Whether a connection for the picture may stand, shown or not: a pause does not end it. */
export const mayConnectPicture = (now: RemoteNow | null): boolean =>
  now !== null &&
  now.connection !== 'over' &&
  now.view !== null &&
  (now.view.state === 'consented' || now.view.state === 'active' || now.view.state === 'paused') &&
  now.view.rights.includes('screen')
