import { callCustomerId, type Call } from '#shared/domain/call'
import { isCaseOf } from '#shared/domain/customer-rules'
import type { Ticket } from '#shared/domain/ticket'
import type { CustomerId } from '#shared/ids'
import type { AccessBasis } from './access-store'

type Known = {
  customerId: CustomerId
  /** What opened the file last; null where nothing did. */
  granted: AccessBasis | null
  /** The calls on this desk: ringing, on the line, or not wrapped up. */
  calls: readonly Call[]
  /** The case one comes from, or that opened the file. */
  ticket: Ticket | null
}

/**
 * A reason once stated stands; a call counts until it is wrapped up and a case until it is closed, as the server judges
 * it.
 */
export const currentBasis = ({ customerId, granted, calls, ticket }: Known): AccessBasis | null => {
  if (granted?.kind === 'reason') return granted
  const grantedCallId = granted?.kind === 'call' ? granted.callId : null
  const call = calls.find(({ id }) => id === grantedCallId) ?? calls.find((each) => callCustomerId(each) === customerId)
  if (call !== undefined) return { kind: 'call', callId: call.id }
  return ticket !== null && isCaseOf(ticket, customerId) ? { kind: 'ticket', ticketId: ticket.id } : null
}
