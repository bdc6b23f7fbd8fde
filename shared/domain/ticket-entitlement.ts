import type { Call } from './call'
import type { Customer } from './customer'
import { provedEntitlement, type Entitlement } from './entitlement'
import type { Queue } from './queue'
import type { Ticket, TicketKind } from './ticket'
import type { Instant } from './time'

/** A customer found by name was never proved; otherwise the ticket had technical help, or its call may give it. */
const wasProved = ({ kind, customerId, customerReason }: Ticket, call: Call | null): boolean => {
  if (customerId === null || customerReason !== undefined) return false
  return kind === 'technical' || (call?.identity.status === 'verified' && call.identity.customerId === customerId)
}

/**
 * What a ticket's customer may be given today: the code proved them when it was opened, the contract must be in force
 * now.
 * @param call the ticket's own, null where it has none or it is not here: then only a technical ticket was proved
 */
export const entitlementOfTicket = (
  ticket: Ticket,
  call: Call | null,
  customer: Customer | null,
  now: Instant,
): Entitlement =>
  wasProved(ticket, call)
    ? provedEntitlement(customer, now, Infinity)
    : { level: 'business', reason: 'noCode', validUntil: null }

/** Where a ticket of a kind waits; `queue` is where it waited before. */
export const queueForKind = (kind: TicketKind, queue: Queue): Queue => {
  if (kind === 'complaint') return 'complaint'
  if (kind === 'technical') return 'technical'
  return queue === 'complaint' ? 'nonAgreement' : queue
}
