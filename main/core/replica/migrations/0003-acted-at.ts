import type { Migration } from './migration'

/**
 * Commands know when they were done by the corrected clock. Sent and dismissed commands are kept for a while, so that
 * coming back can be looked at.
 */
export const actedAt: Migration = {
  name: '0003-acted-at',
  run: (db) =>
    db.exec(`
    alter table outbox add column acted_at integer;
    create table history (
      seq integer primary key,
      id text not null, name text not null, args text not null, noun text not null, entity_id text not null,
      at integer not null, acted_at integer,
      state text not null check (state in ('sent', 'dismissed')), settled_at integer not null
    );
    create index history_settled on history (settled_at);
  `),
}
