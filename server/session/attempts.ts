import { createHash } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import { minuteMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** Failed attempts within the window before a lock. One address may be a whole hotline behind one router. */
const budgets = { login: 8, address: 60 } as const
const windowMs = 15 * minuteMs
const lockMs = 15 * minuteMs

type Kind = keyof typeof budgets
export type Attempts = {
  /**
   * Counts an attempt as failed before the password is checked, so that concurrent attempts cannot all slip through.
   * @returns minutes to wait, 0 where the attempt is allowed.
   */
  spend: (login: string, address: string) => Promise<number>
  /** The password was right: the login's failures are cleared, and the address gets its attempt back. */
  refund: (login: string, address: string) => Promise<void>
}

/** Hashed, so that what people type by mistake (a password as login) is not stored. */
const keyOf = (kind: Kind, value: string): string =>
  `${kind}:${createHash('sha256').update(value).digest('hex').slice(0, 32)}`

/** Counts failed sign-ins by login, existing or not, and by address; shared by all nodes. */
export const createAttempts = (db: Kysely<Database>, clock: () => Instant): Attempts => {
  /** @returns minutes until the lock ends, 0 within the budget. */
  const count = async (trx: Transaction<Database>, kind: Kind, value: string, now: Instant): Promise<number> => {
    const row = await trx
      .insertInto('sign_in_attempt')
      .values({ key: keyOf(kind, value), failures: 1, since: now, locked_until: 0 })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          failures: sql<number>`sign_in_attempt.failures + 1`,
          // Set once: attempts during the lock must not prolong it.
          locked_until: sql<number>`case when sign_in_attempt.failures + 1 = ${budgets[kind]} then ${now + lockMs}::bigint else sign_in_attempt.locked_until end`,
        }),
      )
      .returning(['failures', 'locked_until'])
      .executeTakeFirstOrThrow()
    return row.failures > budgets[kind] ? Math.max(1, Math.ceil((row.locked_until - now) / minuteMs)) : 0
  }
  const refundAddress = (trx: Transaction<Database>, address: string) =>
    trx
      .updateTable('sign_in_attempt')
      .where('key', '=', keyOf('address', address))
      .set({
        failures: sql<number>`greatest(failures - 1, 0)`,
        locked_until: sql<number>`case when failures - 1 < ${budgets.address} then 0 else locked_until end`,
      })
      .execute()
  return {
    spend: (login, address) =>
      inTransaction(db, async (trx) => {
        const now = clock()
        await trx
          .deleteFrom('sign_in_attempt')
          .where('since', '<', now - windowMs)
          .where('locked_until', '<', now)
          .execute()
        const addressWait = await count(trx, 'address', address, now)
        if (addressWait > 0) return addressWait
        const loginWait = await count(trx, 'login', login, now)
        // Whoever keeps trying a locked login must not lock out the hotline behind the same router.
        if (loginWait > 0) await refundAddress(trx, address)
        return loginWait
      }),
    refund: (login, address) =>
      inTransaction(db, async (trx) => {
        await refundAddress(trx, address)
        await trx.deleteFrom('sign_in_attempt').where('key', '=', keyOf('login', login)).execute()
      }),
  }
}
