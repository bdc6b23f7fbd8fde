import type { SyncStatus } from '#shared/ipc/replica-views'

/**
 * Whether one was away from the server with acts waiting; `waited` and `attention` as they were when the line came
 * back.
 */
export type Away = { phase: 'here' } | { phase: 'away'; waited: number; attention: number }

export type Seen = Pick<SyncStatus, 'connection' | 'pending' | 'attention'>

/**
 * Follows the connection over a cut.
 * @returns where one is now, and how many waiting acts the server has taken, once, when all of them are answered
 */
export const followAway = (
  away: Away,
  { connection, pending, attention }: Seen,
): { away: Away; sent: number | null } => {
  const isCut =
    connection === 'offline' || connection === 'refused' || (connection === 'connecting' && away.phase === 'here')
  if (isCut)
    return { away: pending > 0 ? { phase: 'away', waited: pending, attention } : { phase: 'here' }, sent: null }
  if (away.phase === 'here' || connection !== 'live' || pending > 0) return { away, sent: null }
  return { away: { phase: 'here' }, sent: Math.max(0, away.waited - Math.max(0, attention - away.attention)) }
}
