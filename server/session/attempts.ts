import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { minuteMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** Failures within the window before a lock. One address may stand for a whole hotline behind one router. */
const budgets = { login: 8, address: 60 } as const
const windowMs = 15 * minuteMs
const lockMs = 15 * minuteMs

type Kind = keyof typeof budgets
export type Attempts = {
  /** @returns minutes to wait, 0 where a try is allowed. */
  minutesLocked: (login: string, address: string) => Promise<number>
  failed: (login: string, address: string) => Promise<void>
  succeeded: (login: string) => Promise<void>
}

/** Hashed, so that what people type by mistake (a password as login) is kept nowhere. */
const keyOf = (kind: Kind, value: string): string => `${kind}:${createHash('sha256').update(value).digest('hex').slice(0, 32)}`

/** Counts failed sign-ins by login, known or not, and by address; shared by all nodes. */
export const createAttempts = (db: Kysely<Database>, clock: () => Instant): Attempts => ({
  minutesLocked: async (login, address) => {
    const rows = await inTransaction(db, (trx) =>
      trx.selectFrom('sign_in_attempt').select('locked_until').where('key', 'in', [keyOf('login', login), keyOf('address', address)]).execute())
    return Math.max(0, ...rows.map((row) => Math.ceil((row.locked_until - clock()) / minuteMs)))
  },
  failed: async (login, address) => {
    const now = clock()
    await inTransaction(db, async (trx) => {
      await trx.deleteFrom('sign_in_attempt').where('since', '<', now - windowMs).where('locked_until', '<', now).execute()
      for (const [kind, value] of [['address', address], ['login', login]] as const) {
        await trx.insertInto('sign_in_attempt').values({ key: keyOf(kind, value), failures: 1, since: now, locked_until: 0 })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({
            failures: sql<number>`sign_in_attempt.failures + 1`,
            locked_until: sql<number>`case when sign_in_attempt.failures + 1 >= ${budgets[kind]} then ${now + lockMs}::bigint else sign_in_attempt.locked_until end`,
          })).execute()
      }
    })
  },
  succeeded: async (login) => {
    await inTransaction(db, (trx) => trx.deleteFrom('sign_in_attempt').where('key', '=', keyOf('login', login)).execute())
  },
})
