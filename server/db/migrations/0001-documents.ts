import { sql, type Kysely } from 'kysely'

/** Documents, their events, the feed over them and the answers to commands. */
export const documents = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table document (
      noun text not null,
      id uuid not null,
      version integer not null,
      body jsonb not null,
      size integer not null,
      audiences text[] not null,
      primary key (noun, id)
    );
    create index document_service_code_customer on document ((body->>'customerId')) where noun = 'serviceCode';
    create index document_person_extension on document ((body->>'extension')) where noun = 'person';
    create index document_open_call on document (id) where noun = 'call' and body->>'phase' <> 'ended';
    create table event (
      noun text not null,
      entity_id uuid not null,
      version integer not null,
      name text not null,
      data jsonb not null,
      by_person uuid,
      at bigint not null,
      device_at bigint,
      command_id uuid,
      feed_seq bigint not null,
      primary key (noun, entity_id, version)
    );
    create table feed (
      seq bigint primary key,
      noun text not null,
      entity_id uuid not null,
      audiences text[] not null,
      grown text[] not null
    );
    create table command (
      id uuid primary key,
      desk_id uuid not null,
      seq bigint not null,
      person_id uuid not null,
      name text not null,
      outcome jsonb not null,
      at bigint not null
    );
    create table system_key (key text primary key, at bigint not null);
    create table contact_phone (
      number text not null,
      customer_id uuid not null,
      contact_id uuid not null,
      primary key (number, customer_id, contact_id)
    );
    create index contact_phone_customer on contact_phone (customer_id);
  `.execute(db)
}
