import { sql, type Kysely } from 'kysely'

/**
 * Desks that have ever connected, so that a lost one can be revoked. One that was turned away and one that erased
 * itself say so.
 */
export const desks = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table desk (
      id uuid primary key,
      person_id uuid not null,
      wire_version integer not null,
      first_seen_at bigint not null,
      last_seen_at bigint not null,
      revoked_at bigint,
      revoked_by uuid,
      refused_at bigint,
      erased_at bigint
    );
    create index session_desk on session (desk_id) where revoked_at is null;
  `.execute(db)
}
