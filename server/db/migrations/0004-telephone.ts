import { sql, type Kysely } from 'kysely'

/** Secrets of service codes, the day's ticket numbers, and what the Socket.IO adapter passes between nodes. */
export const telephone = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table service_code_secret (
      service_code_id uuid primary key,
      code text not null unique,
      password_hash text not null
    );
    create table ticket_counter (day text primary key, last integer not null);
    create table socket_io_attachments (id bigserial unique, created_at timestamptz default now(), payload bytea);
  `.execute(db)
}
