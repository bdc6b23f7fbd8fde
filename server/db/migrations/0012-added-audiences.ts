import { sql, type Kysely } from 'kysely'

/** Names the column for its content: the audiences that a change added. */
export const addedAudiences = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table feed rename column grown to added_audiences`.execute(db)
}
