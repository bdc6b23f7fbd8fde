import { sql, type Transaction } from 'kysely'
import type { Instant } from '#shared/domain/time'
import type { Database } from './database'

/**
 * Counts one more of something that may happen only so often, for all nodes and across restarts: the first one opens a
 * window, and once that is over the count begins again.
 * @param key what is counted of whom, with nothing personal in it
 * @returns how many there are in the window, this one included, and when it is over
 */
export const countInWindow = async (
  trx: Transaction<Database>,
  key: string,
  windowMs: number,
  now: Instant,
): Promise<{ count: number; until: Instant }> => {
  const { failures, locked_until } = await trx
    .insertInto('sign_in_attempt')
    .values({ key, failures: 1, since: now, locked_until: now + windowMs })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then 1 else sign_in_attempt.failures + 1 end`,
        since: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then excluded.since else sign_in_attempt.since end`,
        locked_until: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then excluded.locked_until else sign_in_attempt.locked_until end`,
      }),
    )
    .returning(['failures', 'locked_until'])
    .executeTakeFirstOrThrow()
  return { count: failures, until: locked_until }
}
