import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { minuteMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { messageOf } from '../failure-error'

/** After a restart a thousand consoles reconnect at once; one seen this recently needs no write. */
const minSeenIntervalMs = 5 * minuteMs

/** Which desks there are, and which must not be served. */
export type Desks = {
  /** Records that a desk connected, without waiting for the write. */
  recordSeen: (desk: { id: string; personId: string; wireVersion: number }) => void
  /** Records the refusal of a revoked desk. @returns whether the desk is revoked */
  refuseIfRevoked: (id: string) => Promise<boolean>
}

export const createDesks = (db: Kysely<Database>, clock: () => Instant, log: Logger): Desks => ({
  recordSeen: ({ id, personId, wireVersion }) => {
    const now = clock()
    const fresh = { person_id: personId, wire_version: wireVersion, last_seen_at: now }
    inTransaction(db, (trx) =>
      trx
        .insertInto('desk')
        .values({ id, first_seen_at: now, ...fresh })
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet(fresh)
            .where(
              sql<boolean>`desk.last_seen_at <= ${now - minSeenIntervalMs} or desk.person_id <> excluded.person_id or desk.wire_version <> excluded.wire_version`,
            ),
        )
        .execute(),
    ).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'a desk was not recorded'))
  },
  refuseIfRevoked: (id) =>
    inTransaction(db, async (trx) => {
      const revoked = await trx
        .selectFrom('desk')
        .select('id')
        .where('id', '=', id)
        .where('revoked_at', 'is not', null)
        .executeTakeFirst()
      if (revoked === undefined) return false
      await trx.updateTable('desk').set({ refused_at: clock() }).where('id', '=', id).execute()
      return true
    }),
})
