import { sql, type Kysely } from 'kysely'

/** Time limits are checked every half minute. */
export const openTickets = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index document_open_ticket on document (id) where noun = 'ticket' and body->>'status' in ('new', 'inProgress')`.execute(
    db,
  )
}
