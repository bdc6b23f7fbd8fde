import { policyFor, resolveClock, type Timed } from './sla'
import type { Organisation } from './organisation'
import { defaultCalendar } from './calendar'
import type { Instant } from './time'
import { contactDueAt, isOrderLive, type WorkOrder } from './work-order'

/** What is due of an order next, and when. */
export type OrderDue = { kind: 'contact' | 'solve'; at: Instant }

type Due = Pick<WorkOrder, 'status' | 'offeredAt' | 'organisationId'>

/**
 * The nearest of what an order has to keep: to call the customer on the day by the organisation's calendar, and to
 * solve the ticket by its time limit.
 * @param ticket with the organisation that promised its time limit; null where it is not in sight
 * @param now for what is left of a time limit
 * @returns null where nothing is due: it is over, or everything waits
 */
export const orderDue = (
  order: Due,
  ticket: (Timed & { promisedBy: string | null }) | null,
  organisations: readonly Organisation[],
  now: Instant,
): OrderDue | null => {
  if (!isOrderLive(order)) return null
  const calendar = organisations.find(({ id }) => id === order.organisationId)?.calendar ?? defaultCalendar
  const contact = contactDueAt(order, calendar)
  const solve =
    ticket === null ? null : (resolveClock(ticket, policyFor(organisations, ticket.promisedBy), now)?.dueAt ?? null)
  if (contact !== null && (solve === null || contact <= solve)) return { kind: 'contact', at: contact }
  return solve === null ? null : { kind: 'solve', at: solve }
}
