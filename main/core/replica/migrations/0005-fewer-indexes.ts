import type { Migration } from './migration'

/**
 * Tickets come in no order of these, so each index makes a first filling write its pages again and again. Most tickets
 * are closed: one small index of the others serves their lists; a number is looked up rarely enough to read the narrow
 * rows.
 */
export const fewerIndexes: Migration = {
  name: '0005-fewer-indexes',
  run: (db) =>
    db.exec(`
    drop index ticket_row_owner;
    drop index ticket_row_status;
    drop index ticket_row_number;
    create index ticket_row_alive on ticket_row (owner_id, updated_at desc) where status <> 'closed';
  `),
}
