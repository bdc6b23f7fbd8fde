import type { SyncStatus } from '#shared/ipc/replica-views'

/**
 * Whether the desk was offline with commands waiting; `waited` and `attention` as they were when the connection came
 * back.
 */
export type Away = { phase: 'here' } | { phase: 'away'; waited: number; attention: number }

export type Seen = Pick<SyncStatus, 'connection' | 'pending' | 'attention'>

/**
 * Follows the connection through an interruption.
 * @returns the new state, and once, when all waiting commands are answered, how many the server accepted
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
