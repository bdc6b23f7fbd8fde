import { sql, type Kysely } from 'kysely'

/**
 * A random mark for each row of the feed. After an older dump was restored, numbers come again with other changes
 * behind them; marks never do.
 */
export const feedMarks = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table feed add column mark uuid not null default gen_random_uuid()`.execute(db)
}
