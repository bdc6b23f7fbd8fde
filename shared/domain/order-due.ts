import { policyFor, policyOf, resolveClock, type SlaPolicy, type Timed } from './sla'
import type { Organisation } from './organisation'
import type { Instant } from './time'
import { nearestClock, orderClocks, type ClockedOrder, type ClockKind, type TimeClock } from './time-clocks'
import { isOrderLive, type WorkOrder } from './work-order'

/** What is due of an order next, and when. */
export type OrderDue = { kind: Exclude<ClockKind, 'response' | 'firstLine'>; at: Instant }

type Due = ClockedOrder & Pick<WorkOrder, 'organisationId'>

type DueTicket = Timed & { promisedBy: string | null }

/** Each organisation's policy is looked up once: a list asks for thousands of orders. */
const policiesOf = (
  organisations: readonly Organisation[],
  find: typeof policyFor,
): ((id: string | null) => SlaPolicy) => {
  const known = new Map<string | null, SlaPolicy>()
  return (id) => {
    const policy = known.get(id) ?? find(organisations, id)
    known.set(id, policy)
    return policy
  }
}

/**
 * What an order has to keep: to call the customer on the day by the organisation's calendar, to be there as agreed, not
 * to go on from afar for too long, and to solve the ticket by its time limit.
 * @returns a function that gives the clocks of an order and its ticket, null where that is not in sight, for a moment;
 *   none of an order that is over
 */
export const orderClocksAmong = (
  organisations: readonly Organisation[],
): ((order: Due, ticket: DueTicket | null, now: Instant) => TimeClock[]) => {
  const promised = policiesOf(organisations, policyFor)
  const own = policiesOf(organisations, (among, id) => policyOf(among.find((each) => each.id === id) ?? null))
  return (order, ticket, now) => {
    if (!isOrderLive(order)) return []
    const limit = ticket === null ? null : resolveClock(ticket, promised(ticket.promisedBy), now)
    const solve: TimeClock[] = limit === null ? [] : [{ kind: 'solve', startedAt: order.offeredAt, ...limit }]
    return [...orderClocks(order, own(order.organisationId).calendar, now), ...solve]
  }
}

/** @returns the nearest of an order's clocks; null where nothing is due, because it is over or everything waits */
export const dueNext = (clocks: readonly TimeClock[]): OrderDue | null => {
  const nearest = nearestClock(clocks)
  const at = nearest?.dueAt ?? null
  return nearest === null || at === null ? null : { kind: nearest.kind as OrderDue['kind'], at }
}

/** What is due next of one order. */
export const orderDue = (
  order: Due,
  ticket: DueTicket | null,
  organisations: readonly Organisation[],
  now: Instant,
): OrderDue | null => dueNext(orderClocksAmong(organisations)(order, ticket, now))
