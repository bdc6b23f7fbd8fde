import type { Instant } from '#shared/domain/time'
import type { Database } from './driver'

/** What was sent or let go lately, for the person to look back at; more would be an archive. */
export const historyLimit = 300
/** Clearing away costs a walk over what is kept, so it is done once in a while. */
const clearEvery = 64

/**
 * Remembers an outbox row that is settled, in the transaction that settles it.
 * @param settledAt by the corrected clock
 */
export const remember = (db: Database, commandId: string, state: 'sent' | 'dismissed', settledAt: Instant): void => {
  db.run(
    `insert or replace into history (seq, id, name, args, noun, entity_id, at, acted_at, state, settled_at)
     select seq, id, name, args, noun, entity_id, at, acted_at, ?, ? from outbox where id = ?`,
    [state, settledAt, commandId],
  )
  const seq = db.get<{ seq: number }>('select seq from outbox where id = ?', [commandId])?.seq ?? 0
  if (seq % clearEvery !== 0) return
  db.run(
    'delete from history where settled_at < (select settled_at from history order by settled_at desc limit 1 offset ?)',
    [historyLimit - 1],
  )
}
