import { policyFor, policyOf, resolveClock, type Timed } from './sla'
import type { Organisation } from './organisation'
import type { Instant } from './time'
import { nearestClock, orderClocks, type ClockedOrder, type ClockKind, type TimeClock } from './time-clocks'
import { isOrderLive, type WorkOrder } from './work-order'

/** What is due of an order next, and when. */
export type OrderDue = { kind: Exclude<ClockKind, 'response' | 'firstLine'>; at: Instant }

type Due = ClockedOrder & Pick<WorkOrder, 'organisationId'>

/**
 * The nearest of what an order has to keep: to call the customer on the day by the organisation's calendar, not to go
 * on from afar for too long, and to solve the ticket by its time limit.
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
  const { calendar } = policyOf(organisations.find(({ id }) => id === order.organisationId) ?? null)
  const limit = ticket === null ? null : resolveClock(ticket, policyFor(organisations, ticket.promisedBy), now)
  const solve: TimeClock[] = limit === null ? [] : [{ kind: 'solve', startedAt: order.offeredAt, ...limit }]
  const nearest = nearestClock([...orderClocks(order, calendar, now), ...solve])
  const at = nearest?.dueAt ?? null
  return nearest === null || at === null ? null : { kind: nearest.kind as OrderDue['kind'], at }
}
