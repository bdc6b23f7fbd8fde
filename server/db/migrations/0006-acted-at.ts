import { sql, type Kysely } from 'kysely'

/** Events know when they were done by the console's corrected clock. */
export const actedAt = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table event add column acted_at bigint`.execute(db)
}
