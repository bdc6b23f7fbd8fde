import { sql, type Kysely } from 'kysely'

/** Events know who acted where it was nobody of ours: a customer's contact, or a device by itself. */
export const actors = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table event add column actor jsonb`.execute(db)
}
