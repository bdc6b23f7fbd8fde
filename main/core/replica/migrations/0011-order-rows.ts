import type { Migration } from './migration'

/** The list of orders wants the few that are live, and the latest of the ended ones, without reading a body. */
export const orderRows: Migration = {
  name: '0011-order-rows',
  run: (db) =>
    db.exec(`
    create table order_row (
      id text primary key, ticket_id text not null, organisation_id text not null, consultant_id text, status text not null,
      offered_at integer not null, ended_at integer, contact_tries integer not null, mode text, contact_missed_at integer,
      is_pending integer not null
    ) without rowid;
    create index order_row_live on order_row (offered_at) where ended_at is null;
    create index order_row_ended on order_row (ended_at desc);
    create index order_row_ticket on order_row (ticket_id, offered_at desc);
    create index order_row_organisation on order_row (organisation_id, offered_at);
  `),
}
