import type { Migration } from './migration'

/**
 * `document.body` is the server's, `overlay` the same with own unanswered commands on top (shown = overlay or body).
 * The `*_row` tables have what lists need of the shown state, narrow enough to read ten thousand at once.
 */
export const documents: Migration = {
  name: '0001-documents',
  run: (db) =>
    db.exec(`
    create table document (
      noun text not null, id text not null,
      version integer not null,
      body text,
      overlay text,
      is_readable integer not null default 1,
      primary key (noun, id)
    );
    create index document_overlay on document (noun, id) where overlay is not null;
    create index document_unreadable on document (noun, id) where is_readable = 0;
    create table event (
      noun text not null, id text not null, version integer not null, body text not null,
      primary key (noun, id, version)
    ) without rowid;
    create table pending_event (
      noun text not null, id text not null, version integer not null, body text not null,
      primary key (noun, id, version)
    ) without rowid;
    create table outbox (
      seq integer primary key autoincrement,
      id text not null unique,
      name text not null, args text not null, at integer not null, base_version integer,
      noun text not null, entity_id text not null,
      state text not null default 'pending' check (state in ('pending', 'acked', 'refused')),
      acked_version integer, failure text
    );
    create index outbox_state on outbox (state, seq);
    create index outbox_entity on outbox (noun, entity_id, state);
    create table meta (key text primary key, value text not null) without rowid;

    create table ticket_row (
      id text primary key, number text, kind text not null, status text not null, subject text not null, priority text not null,
      problem_domain text, customer_id text, owner_id text, caller_name text not null, opened_at integer not null, updated_at integer not null,
      call_id text, is_pending integer not null
    ) without rowid;
    create index ticket_row_owner on ticket_row (owner_id, updated_at desc);
    create index ticket_row_status on ticket_row (status, updated_at desc);
    create index ticket_row_updated on ticket_row (updated_at desc, id);
    create index ticket_row_customer on ticket_row (customer_id, opened_at desc);
    create index ticket_row_call on ticket_row (call_id);
    create index ticket_row_number on ticket_row (number);
    create table call_row (
      id text primary key, phase text not null, customer_id text, answered_by text, started_at integer not null, has_disposition integer not null
    ) without rowid;
    create index call_row_phase on call_row (phase, has_disposition, answered_by);
    create index call_row_customer on call_row (customer_id, started_at desc);
    create table customer_row (id text primary key, name text not null, region text not null) without rowid;
    create index customer_row_name on customer_row (name);
    create table service_code_row (id text primary key, customer_id text not null) without rowid;
    create index service_code_row_customer on service_code_row (customer_id);
  `),
}
