import type { PersonId } from '../ids'
import type { Fact } from './decision'
import type { Reaction } from './reactions'
import type { Ticket, TicketOrder } from './ticket'
import type { Appointment, Schedule } from './schedule'
import type { Instant } from './time'
import { givesSight, type OrderAppointment, type WorkOrder } from './work-order'

/** The words of who acted, by the field of the event that has them. */
const textOf = ({ data }: Fact): string => {
  const words = data as Partial<Record<'reason' | 'result' | 'understanding' | 'note', unknown>>
  const text = words.reason ?? words.result ?? words.understanding ?? words.note
  return typeof text === 'string' ? text : ''
}

/** Who did it: a person by their own command, or by one in a calendar. */
const whoOf = ({ by, data }: Fact & { by?: PersonId | null }): PersonId | null =>
  by ?? (data as { personId?: PersonId | null }).personId ?? null

/** What an order leaves on its ticket: whom that waits for, who may see it, and a line in its time-line. */
export const orderReactions = (
  event: Fact & { by?: PersonId | null },
  before: WorkOrder | null,
  order: WorkOrder,
): Reaction[] => {
  const { id: orderId, ticketId, organisationId, consultantId, status } = order
  return [
    {
      name: 'ticket.systemFollowOrder',
      args: {
        ticketId,
        order: { orderId, organisationId, consultantId, status, hasSight: givesSight(order) },
        happened: event.name.slice('workOrder.'.length),
        personId: whoOf(event),
        text: textOf(event),
        ...bookedSpan(event),
      },
    },
    ...freed(before, order),
  ]
}

const bookedSpan = ({ name, data }: Fact): { appointment?: { from: Instant; to: Instant } } => {
  if (name !== 'workOrder.booked') return {}
  const { from, to } = (data as { appointment: OrderAppointment }).appointment
  return { appointment: { from, to } }
}

/** The appointment that is no more the order's leaves the calendar that it was in. */
const freed = (before: WorkOrder | null, { appointment }: WorkOrder): Reaction[] => {
  const past = before?.appointment ?? null
  if (past === null || past.id === appointment?.id) return []
  return [{ name: 'schedule.systemFree', args: { personId: past.personId, appointmentId: past.id } }]
}

/** What a calendar's entry makes of the order that it is for. */
export const scheduleReactions = (event: Fact & { by?: PersonId | null }, { id: personId }: Schedule): Reaction[] => {
  const byId = event.by ?? null
  switch (event.name) {
    case 'schedule.booked': {
      const { id, orderId, from, to, mode } = event.data as Appointment
      return [{ name: 'workOrder.systemBook', args: { orderId, appointment: { id, personId, from, to }, mode, byId } }]
    }
    case 'schedule.freed': {
      const { appointmentId, orderId, reason } = event.data as {
        appointmentId: string
        orderId: string
        reason: string
      }
      return [{ name: 'workOrder.systemUnbook', args: { orderId, appointmentId, reason, byId } }]
    }
    default:
      return []
  }
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
