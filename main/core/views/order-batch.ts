import type { OrderBatch } from '#shared/ipc/order-views'
import type { Instant } from '#shared/domain/time'
import type { TicketId } from '#shared/ids'
import { readShown } from '../replica/documents'
import { correctedNow, type Replica } from '../replica/replica'
import { candidatesFor, customerOf } from './order-candidates'

/** What is needed to dispatch several tickets in one act; those that are not in sight are left out. */
export const readOrderBatch = (
  replica: Replica,
  ticketIds: readonly TicketId[],
  at: Instant = correctedNow(replica),
): OrderBatch => {
  const { db } = replica
  const tickets = ticketIds.flatMap((ticketId) => {
    const ticket = readShown(db, 'ticket', ticketId)
    return ticket === null ? [] : [{ ticket, customer: customerOf(replica, ticket) }]
  })
  // The server writes an order on its ticket; until it has answered, only the order itself is here.
  const isWaiting = (ticketId: TicketId): boolean =>
    db.get('select 1 from order_row where ticket_id = ? and is_pending = 1 and ended_at is null', [ticketId]) !==
    undefined
  return {
    tickets: tickets.map(({ ticket, customer }) => ({ ticket, customer, isWaiting: isWaiting(ticket.id) })),
    organisations: candidatesFor(
      replica,
      tickets.map(({ customer }) => customer),
      at,
    ),
  }
}
