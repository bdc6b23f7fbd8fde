import { sql, type Kysely } from 'kysely'

/** Remote sessions are found by their ticket, whose audiences they follow. */
export const remoteSessions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create index document_remote_session_ticket on document ((body->>'ticketId')) where noun = 'remoteSession'`.execute(
    db,
  )
}
