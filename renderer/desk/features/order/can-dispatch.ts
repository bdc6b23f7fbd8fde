import { may } from '#shared/domain/may'
import type { Person } from '#shared/domain/person'
import { isTicketOpen, type Ticket } from '#shared/domain/ticket'
import { isOrderLive } from '#shared/domain/work-order'

/** Whether a person may ask an organisation: the ticket is open, known to the server, and no organisation has it. */
export const canDispatch = (person: Person | null, ticket: Ticket): boolean =>
  may(person, 'workOrder.offer') &&
  person?.organisationKind === 'vendor' &&
  isTicketOpen(ticket) &&
  ticket.orders?.some(isOrderLive) !== true &&
  ticket.number !== null
