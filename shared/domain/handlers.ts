import { audiencesMeet, organisationAudience, personAudience, sightAudiences, type Audience } from './audience'
import { peopleOfCall, type Call } from './call'
import type { Context } from './decision'
import { scopesOf } from './person'
import { referredTo, ticketAudiences, type Ticket } from './ticket'
import { isOrderLive, type WorkOrder } from './work-order'

/**
 * Who handles a ticket, and so may read its telephone numbers: whoever has it, or opened it while nobody has; the
 * organisation it is referred to, those who work on an order for it; supervisors. That is fewer than may read it.
 */
export const ticketHandlers = (ticket: Ticket): Audience[] => {
  const personId = ticket.ownerId ?? ticket.openedBy
  const organisationId = referredTo(ticket)
  return [
    ...(personId === null ? [] : [personAudience(personId)]),
    ...(organisationId === null ? [] : [organisationAudience(organisationId)]),
    ...(ticket.orders ?? []).filter(({ hasSight }) => hasSight).flatMap(sightAudiences),
    'supervision',
  ]
}

/**
 * Who may act on a ticket: the vendor's own levels, the organisation it is referred to, and those who work on it by an
 * order: while that is live, and after the work until the case is closed. Sight of the past is for reading alone.
 */
export const ticketWorkers = (ticket: Ticket): Audience[] => {
  const working = (ticket.orders ?? []).filter(
    (order) => order.hasSight && (isOrderLive(order) || (order.status === 'done' && ticket.status !== 'closed')),
  )
  return [...ticketAudiences({ ...ticket, orders: working })]
}

/** Who handles an order: whoever dispatched it, and those who work on it as long as they see it; supervisors. */
export const orderHandlers = (order: WorkOrder): Audience[] => [
  ...(order.offeredBy === null ? [] : [personAudience(order.offeredBy)]),
  ...(order.sightEndedAt === null ? sightAudiences(order) : []),
  'supervision',
]

/** Who handles a call: everybody it rings for, who talks or talked; of a missed one those it rang for; supervisors. */
export const callHandlers = (call: Call): Audience[] => [...peopleOfCall(call).map(personAudience), 'supervision']

/** Whether who acts is one of them. */
export const isHandler = (handlers: readonly Audience[], { actor, read }: Context): boolean => {
  if (actor.kind !== 'person') return false
  const person = read('person', actor.id)
  return audiencesMeet(handlers, person === null ? [personAudience(actor.id)] : scopesOf(person))
}
