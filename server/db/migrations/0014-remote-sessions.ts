import { sql, type Kysely } from 'kysely'

/**
 * Remote sessions are found by their ticket, whose audiences they follow, and by the hash of their code; the hash is
 * made with a secret that every server of this database shares.
 */
export const remoteSessions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index document_remote_session_ticket on document ((body->>'ticketId')) where noun = 'remoteSession';
    create index document_remote_session_code on document ((body->>'codeHash')) where noun = 'remoteSession';
    alter table server_identity add column code_secret bytea not null
      default sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'));
  `.execute(db)
}
