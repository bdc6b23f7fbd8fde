import type { Migration } from './migration'

/**
 * Years of remote sessions lie among the documents; the lists want the few that are open, lack their note or ended
 * today, without reading a body.
 */
export const remoteRows: Migration = {
  name: '0010-remote-rows',
  run: (db) =>
    db.exec(`
    create table remote_row (
      id text primary key, ticket_id text not null, agent_id text not null, requested_at integer not null, ended_at integer,
      is_unfinished integer not null
    ) without rowid;
    create index remote_row_unfinished on remote_row (agent_id, requested_at desc) where is_unfinished = 1;
    create index remote_row_ended on remote_row (ended_at);
    insert into remote_row (id, ticket_id, agent_id, requested_at, ended_at, is_unfinished)
      select id, shown ->> '$.ticketId', shown ->> '$.agentId', shown ->> '$.requestedAt', shown ->> '$.endedAt',
        shown ->> '$.endedAt' is null or (shown ->> '$.consentedAt' is not null and shown ->> '$.note' is null)
      from (
        select id, coalesce(overlay, body) shown from document
        where noun = 'remoteSession' and (is_readable = 1 or overlay is not null)
      );
  `),
}
