import type { Migration } from './migration'

/** Lists show the company that a caller named where no customer is known. */
export const ticketCompany: Migration = {
  name: '0008-ticket-company',
  run: (db) =>
    db.exec(`
    alter table ticket_row add column company text;
    update ticket_row set company = (
      select json_extract(coalesce(overlay, body), '$.company') from document
      where noun = 'ticket' and document.id = ticket_row.id);
  `),
}
