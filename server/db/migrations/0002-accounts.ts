import { sql, type Kysely } from 'kysely'

/** Who signs in, with which password, and who is signed in. */
export const accounts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table account (person_id uuid primary key, login text not null unique, password_hash text not null);
    create table session (
      token_hash text primary key,
      person_id uuid not null,
      desk_id uuid not null,
      created_at bigint not null,
      expires_at bigint not null,
      revoked_at bigint
    );
    create table sign_in_attempt (key text primary key, failures integer not null, since bigint not null, locked_until bigint not null);
  `.execute(db)
}
