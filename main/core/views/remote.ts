import { remoteRights, type RemoteRight, type RemoteSession } from '#shared/domain/remote-session'
import { may } from '#shared/domain/may'
import type { Instant } from '#shared/domain/time'
import type { WatchedRemote } from '#shared/ipc/watched-remote'
import { fail, ok, type Result } from '#shared/result'
import { readShown } from '../replica/documents'
import { listEvents } from '../replica/events'
import type { Replica } from '../replica/replica'
import { personNames } from './names'

/** Nobody leaves more notes unwritten. */
const maxListed = 20
/** More than anyone looks through. */
const maxWatched = 500

/** @returns the person's own remote sessions that are open or lack their closing note, the latest first */
export const listMyRemoteSessions = ({ db, person }: Replica): RemoteSession[] =>
  db
    .all<{ id: string }>(
      `select id from remote_row where agent_id = ? and is_unfinished = 1 order by requested_at desc limit ?`,
      [person.id, maxListed],
    )
    .flatMap(({ id }) => readShown(db, 'remoteSession', id) ?? [])

/** What only the time-line keeps: an ended session has no rights any more. */
const toldByEvents = ({ db }: Replica, { id }: RemoteSession): { given: RemoteRight[]; ranLongAt: Instant | null } => {
  const given = new Set<unknown>()
  let ranLongAt: Instant | null = null
  for (const { name, at, data } of listEvents(db, { noun: 'remoteSession', id }).settled) {
    if (name === 'remoteSession.ranLong') ranLongAt ??= at
    const rights = name === 'remoteSession.consented' || name === 'remoteSession.rightsChanged' ? data['rights'] : []
    if (Array.isArray(rights)) for (const right of rights) given.add(right)
  }
  return { given: remoteRights.filter((right) => given.has(right)), ranLongAt }
}

/** Nobody wrote it where it is empty. */
const nameOf = (text: string | null): string | null => (text === '' ? null : text)

type Row = {
  id: string
  ticket_number: string | null
  subject: string | null
  caller_name: string | null
  company: string | null
  customer_name: string | null
}

/**
 * The remote sessions in the reach of somebody who supervises: those that go on, the latest first, then those that
 * ended since, the last one first. Never anything of their picture, chat or steps.
 */
export const listWatchedRemoteSessions = (
  replica: Replica,
  { endedSince }: { endedSince: Instant },
): Result<WatchedRemote[]> => {
  const { db, person } = replica
  if (!may(person, 'remoteSession.watch')) return fail('notAllowed')
  const rows = db.all<Row>(
    `select r.id, t.number ticket_number, t.subject, t.caller_name, t.company, c.name customer_name
     from remote_row r left join ticket_row t on t.id = r.ticket_id left join customer_row c on c.id = t.customer_id
     where r.ended_at is null or r.ended_at >= ?
     order by r.ended_at is not null, coalesce(r.ended_at, r.requested_at) desc limit ?`,
    [endedSince, maxWatched],
  )
  const names = personNames(db)
  return ok(
    rows.flatMap((row) => {
      const session = readShown(db, 'remoteSession', row.id)
      if (session === null) return []
      const { id, ticketId, agentId, state, requestedAt, endedAt, endedBy, end } = session
      const { given, ranLongAt } = toldByEvents(replica, session)
      return {
        id,
        ticketId,
        agentId,
        state,
        requestedAt,
        endedAt,
        endedBy,
        end,
        spans: session.spans.map(({ from, to }) => ({ from, to })),
        rights: state === 'ended' ? given : session.rights,
        ranLongAt,
        agentName: names.get(agentId) ?? null,
        ticketNumber: row.ticket_number,
        subject: row.subject,
        customerName: row.customer_name ?? nameOf(row.company) ?? nameOf(row.caller_name),
      }
    }),
  )
}
