import type { RemoteSession } from '#shared/domain/remote-session'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'

/** Nobody leaves more notes unwritten. */
const maxListed = 20

/** @returns the person's own remote sessions that are open or lack their closing note, the latest first */
export const listMyRemoteSessions = ({ db, person }: Replica): RemoteSession[] =>
  db
    .all<{ id: string }>(
      `select id from document
       where noun = 'remoteSession' and coalesce(overlay, body) ->> '$.agentId' = ?
         and (coalesce(overlay, body) ->> '$.state' <> 'ended'
           or coalesce(overlay, body) ->> '$.consentedAt' is not null and coalesce(overlay, body) ->> '$.note' is null)
       order by coalesce(overlay, body) ->> '$.requestedAt' desc limit ?`,
      [person.id, maxListed],
    )
    .flatMap(({ id }) => readShown(db, 'remoteSession', id) ?? [])
