import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import { isOrderLive } from '#shared/domain/work-order'

/** Whether a person asks organisations at all. */
export const mayDispatch = (person: Person | null): boolean =>
  may(person, 'workOrder.offer') && person?.organisationKind === 'vendor'

export type DispatchBlock = 'notOpen' | 'hasOrganisation' | 'noNumber'

/** @returns why no organisation can be asked for a ticket: it is over, one has it, or the server does not know it */
export const dispatchBlock = (ticket: Pick<Ticket, 'status' | 'orders' | 'number'>): DispatchBlock | null => {
  if (!isTicketOpen(ticket)) return 'notOpen'
  if (ticket.orders?.some(isOrderLive) === true) return 'hasOrganisation'
  return ticket.number === null ? 'noNumber' : null
}

/** Whether a person may ask an organisation: the ticket is open, known to the server, and no organisation has it. */
export const canDispatch = (person: Person | null, ticket: Ticket): boolean =>
  mayDispatch(person) && dispatchBlock(ticket) === null
