import { sql, type Kysely } from 'kysely'

/** An id for every server’s data, so that consoles distinguish two servers at one address. */
export const serverIdentity = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table server_identity (id uuid not null, is_only boolean primary key default true check (is_only));
    insert into server_identity (id) values (gen_random_uuid());
  `.execute(db)
}
