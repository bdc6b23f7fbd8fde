import type { Migration } from './migration'

/** Notices look for the orders that something has just happened to. */
export const orderMoved: Migration = {
  name: '0012-order-moved',
  run: (db) =>
    db.exec(`
    alter table order_row add column moved_at integer not null default 0;
    create index order_row_moved on order_row (moved_at);
  `),
}
