import { sql, type Kysely } from 'kysely'

/** How often callers are answered is asked at every key that a caller presses. */
export const answeredCalls = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index document_answered_call on document (((body->>'answeredAt')::bigint)) where noun = 'call' and body->>'answeredAt' is not null`.execute(
    db,
  )
}
