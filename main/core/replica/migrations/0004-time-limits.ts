import type { Migration } from './migration'

/** Lists show and sort by what is left of each ticket's time. */
export const timeLimits: Migration = {
  name: '0004-time-limits',
  run: (db) =>
    db.exec(`
    alter table ticket_row add column runs text;
    alter table ticket_row add column organisation_id text;
    update ticket_row set (runs, organisation_id) = (
      select json_extract(coalesce(overlay, body), '$.runs'), json_extract(coalesce(overlay, body), '$.referral.organisationId')
      from document where noun = 'ticket' and document.id = ticket_row.id);
  `),
}
