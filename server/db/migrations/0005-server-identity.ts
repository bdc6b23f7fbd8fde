import { sql, type Kysely } from 'kysely'

/** A name of its own for every server's data, so that consoles tell two servers of one machine apart. */
export const serverIdentity = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table server_identity (id uuid not null, is_only boolean primary key default true check (is_only));
    insert into server_identity (id) values (gen_random_uuid());
  `.execute(db)
}
