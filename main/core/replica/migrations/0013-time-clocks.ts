import type { Migration } from './migration'

/**
 * Lists show and sort by all clocks: since when a ticket is the first line’s and an order under way from afar, and when
 * somebody goes.
 */
export const timeClocks: Migration = {
  name: '0013-time-clocks',
  run: (db) =>
    db.exec(`
    alter table ticket_row add column first_line_since integer;
    alter table order_row add column remote_since integer;
    alter table order_row add column appointment_from integer;
  `),
}
