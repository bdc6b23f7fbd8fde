import { z } from 'zod'
import type { ErrorCode } from '../errors'
import { personIdSchema, ticketIdSchema } from '../ids'
import { audiencesMeet } from './audience'
import { accept, reject, type Context, type Decision } from './decision'
import { ticketWorkers } from './handlers'
import { maxRemark } from './limits'
import { scopesOf, type Person } from './person'
import { queueSchema, type Queue } from './queue'
import { caseWorkers } from './role'
import type { Ticket } from './ticket'
import type { TicketFact } from './ticket-events'
import { isFirstLine } from './ticket-taken'

export const assignTicketSchema = z.object({
  ticketId: ticketIdSchema,
  /** In a queue nobody owns it, until somebody takes it. */
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('person'), personId: personIdSchema }),
    z.object({ kind: z.literal('queue'), queue: queueSchema }),
  ]),
  note: z.string().trim().max(maxRemark),
})
type AssignTicket = z.infer<typeof assignTicketSchema>

/** A manager, and everybody of an authorised organisation, gives work to their own organisation only. */
const isBoundToOwn = ({ role, organisationKind }: Person): boolean =>
  role === 'manager' || role === 'consultant' || organisationKind === 'authorised'

/** Whether somebody may work on a ticket also where it is not their own. */
const worksOnTicket = (ticket: Ticket, person: Person): boolean =>
  audiencesMeet(ticketWorkers({ ...ticket, ownerId: null }), scopesOf(person))

/**
 * Why one person may not give a ticket to another.
 * @param giver who gives it; may also give it to themselves
 * @returns null where they may
 */
export const personFault = (ticket: Ticket, giver: Person, to: Person): ErrorCode | null => {
  if (!caseWorkers.includes(to.role)) return 'assigneeNoCaseWorker'
  if (!worksOnTicket(ticket, to)) return 'assigneeOutOfReach'
  if (isBoundToOwn(giver) && to.organisationId !== giver.organisationId) return 'assignOwnOrganisation'
  return giver.role === 'consultant' && to.role !== 'manager' ? 'assignBackToManager' : null
}

/** Why somebody may not give a ticket to a queue: the queues are the vendor's. */
export const queueFault = (giver: Person): ErrorCode | null =>
  giver.role === 'consultant' || giver.organisationKind === 'authorised' ? 'assignQueueOfVendor' : null

const moved = (ticket: Ticket, owner: Person | null, queue: Queue, note: string): Decision<TicketFact> => {
  const to = owner?.id ?? null
  if (ticket.ownerId !== to || ticket.queue !== queue) {
    const first = owner !== null && isFirstLine(owner.role) ? { isFirstLine: true } : {}
    const data = { from: ticket.ownerId, to, ...first, fromQueue: ticket.queue, toQueue: queue, note }
    return accept({ name: 'ticket.assigned', data })
  }
  // Somebody else has given it there meanwhile: both meant the same, and what was written is kept.
  return note === '' ? accept() : accept({ name: 'ticket.noted', data: { text: note } })
}

/** Gives a ticket to somebody who may see it, or to a queue. */
export const decideAssign = (ticket: Ticket, { to, note }: AssignTicket, context: Context): Decision<TicketFact> => {
  const giver = context.actor.kind === 'person' ? context.read('person', context.actor.id) : null
  if (giver === null) return reject('notAllowed')
  if (to.kind === 'queue') {
    const fault = queueFault(giver)
    return fault === null ? moved(ticket, null, to.queue, note) : reject(fault)
  }
  const person = context.read('person', to.personId)
  if (person === null) return reject('assigneeUnknown')
  const fault = personFault(ticket, giver, person)
  return fault === null ? moved(ticket, person, ticket.queue, note) : reject(fault, { name: person.name })
}
