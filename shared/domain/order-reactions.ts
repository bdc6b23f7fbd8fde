import type { PersonId } from '../ids'
import type { Fact } from './decision'
import type { Reaction } from './reactions'
import type { Ticket, TicketOrder } from './ticket'
import { givesSight, type WorkOrder } from './work-order'

/** The words of who acted, by the field of the event that has them. */
const textOf = ({ data }: Fact): string => {
  const words = data as Partial<Record<'reason' | 'result' | 'understanding' | 'note', unknown>>
  const text = words.reason ?? words.result ?? words.understanding ?? words.note
  return typeof text === 'string' ? text : ''
}

/** What an order leaves on its ticket: whom that waits for, who may see it, and a line in its time-line. */
export const orderReactions = (event: Fact & { by?: PersonId | null }, order: WorkOrder): Reaction[] => {
  const { id: orderId, ticketId, organisationId, consultantId, status } = order
  return [
    {
      name: 'ticket.systemFollowOrder',
      args: {
        ticketId,
        order: { orderId, organisationId, consultantId, status, hasSight: givesSight(order) },
        happened: event.name.slice('workOrder.'.length),
        personId: event.by ?? null,
        text: textOf(event),
      },
    },
  ]
}

const isSame = (one: TicketOrder, other: TicketOrder): boolean =>
  one.hasSight === other.hasSight && one.consultantId === other.consultantId

/** Whoever works on the ticket sees its customer: now, no more, or another one. */
export const shareReactions = (before: Ticket | null, after: Ticket): Reaction[] => {
  const share = (customerId: string, { orderId, organisationId, consultantId }: TicketOrder, hasSight: boolean) => ({
    name: 'customer.systemShare' as const,
    args: { customerId, orderId, organisationId, consultantId, hasSight },
  })
  const [earlier, orders] = [before?.orders ?? [], after.orders ?? []]
  const [past, now] = [before?.customerId ?? null, after.customerId]
  const isOther = past !== now
  const left = isOther && past !== null ? earlier.filter(({ hasSight }) => hasSight) : []
  const known = (order: TicketOrder): TicketOrder | undefined =>
    isOther ? undefined : earlier.find(({ orderId }) => orderId === order.orderId)
  const changed = orders.filter((order) => {
    const one = known(order)
    return one === undefined ? order.hasSight : !isSame(one, order)
  })
  return [
    ...left.map((order) => share(past ?? '', order, false)),
    ...(now === null ? [] : changed.map((order) => share(now, order, order.hasSight))),
  ]
}
