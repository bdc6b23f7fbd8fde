import { absentAt } from '#shared/domain/schedule'
import type { PersonId, TicketId } from '#shared/ids'
import type { Assignee, Assignees, GivenTicket } from '#shared/ipc/assignee'
import { absenceSchema } from '#shared/ipc/assignee'
import type { Person } from '#shared/domain/person'
import { callTakers } from '#shared/domain/role'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import { personFault, queueFault } from '#shared/domain/ticket-assign'
import type { Instant } from '#shared/domain/time'
import { fail, ok, type Result } from '#shared/result'
import { listShown, readShown } from '../replica/documents'
import { listEvents } from '../replica/events'
import { openStatuses } from '../replica/lookup'
import { correctedNow, type Replica } from '../replica/replica'
import { personName } from './names'

/**
 * The agents' states reach the vendor's own desks; elsewhere nothing is said of who is there. One who signs in keeps no
 * state, or that of being disconnected, until they choose one: then only that is known.
 */
const absenceOf = (replica: Replica, { id, role, organisationKind }: Person): Assignee['absence'] => {
  const agent = readShown(replica.db, 'agent', id)
  if (agent === null) {
    const isTold = replica.person.organisationKind === 'vendor' && organisationKind === 'vendor'
    return isTold && callTakers.includes(role) && id !== replica.person.id ? 'noState' : null
  }
  if (agent.state !== 'notReady') return null
  return agent.reason === 'disconnected' ? 'noState' : (absenceSchema.safeParse(agent.reason).data ?? null)
}

/** What their calendar says of now, where that is in sight. */
export const awayOf = (replica: Replica, personId: PersonId): Assignee['away'] => {
  const absence = absentAt(readShown(replica.db, 'schedule', personId), correctedNow(replica))
  return absence === null ? null : { kind: absence.kind, to: absence.to }
}

const openTicketsOf = ({ db }: Replica): Map<string, number> =>
  new Map(
    db
      .all<{ id: string; n: number }>(
        `select owner_id id, count(*) n from ticket_row
         where owner_id is not null and status <> 'closed' and status in (${openStatuses}) group by owner_id`,
      )
      .map(({ id, n }) => [id, n]),
  )

/** Whom the person may give a ticket to, but for who has it: their colleagues first, then by name. */
export const listAssignees = (replica: Replica, { ticketId }: { ticketId: TicketId }): Result<Assignees> => {
  const { db, person: giver } = replica
  const ticket = readShown(db, 'ticket', ticketId)
  if (ticket === null) return fail('notFound')
  const organisations = new Map(listShown(db, 'organisation').map(({ id, name }) => [id, name]))
  const openTickets = openTicketsOf(replica)
  const isFar = ({ organisationId }: Person): number => Number(organisationId !== giver.organisationId)
  const people = listShown(db, 'person')
    .filter((to) => to.id !== ticket.ownerId && personFault(ticket, giver, to) === null)
    .sort((a, b) => isFar(a) - isFar(b) || a.name.localeCompare(b.name, 'zh-CN'))
    .map((to) => ({
      id: to.id,
      name: to.name,
      role: to.role,
      organisationName: organisations.get(to.organisationId) ?? '',
      absence: absenceOf(replica, to),
      away: awayOf(replica, to.id),
      openTickets: openTickets.get(to.id) ?? 0,
    }))
  return ok({ people, hasQueues: queueFault(giver) === null })
}

/** The person's tickets that somebody else gave them since a moment of the server's clock. */
export const listGivenTickets = ({ db, person }: Replica, { since }: { since: Instant }): GivenTicket[] =>
  db
    .all<{ id: string; number: string | null; subject: string; status: Ticket['status'] }>(
      `select id, number, subject, status from ticket_row
       where owner_id = ? and status <> 'closed' and updated_at >= ? order by updated_at desc limit 50`,
      [person.id, since],
    )
    .flatMap(({ id, number, subject, status }) => {
      const { settled, pending } = listEvents(db, { noun: 'ticket', id })
      const given = settled.findLast(
        ({ name, data, by, at }) =>
          name === 'ticket.assigned' && data['to'] === person.id && by !== person.id && at >= since,
      )
      if (given === undefined) return []
      const note = typeof given.data['note'] === 'string' ? given.data['note'] : ''
      const isUntouched = !settled.some(({ version, by }) => version > given.version && by === person.id)
      return [
        {
          ticketId: id as TicketId,
          number,
          subject,
          byName: personName(db, given.by),
          note,
          at: given.at,
          isWaiting: isUntouched && pending.length === 0 && isTicketOpen({ status }),
        },
      ]
    })
