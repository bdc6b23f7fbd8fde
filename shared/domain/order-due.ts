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
 * The nearest of what an order has to keep: to call the customer on the day by the organisation's calendar, not to go
 * on from afar for too long, and to solve the ticket by its time limit.
 * @returns a function that says it of an order and its ticket, null where that is not in sight, for a moment; it
 *   returns null where nothing is due: it is over, or everything waits
 */
export const orderDueAmong = (
  organisations: readonly Organisation[],
): ((order: Due, ticket: DueTicket | null, now: Instant) => OrderDue | null) => {
  const promised = policiesOf(organisations, policyFor)
  const own = policiesOf(organisations, (among, id) => policyOf(among.find((each) => each.id === id) ?? null))
  return (order, ticket, now) => {
    if (!isOrderLive(order)) return null
    const limit = ticket === null ? null : resolveClock(ticket, promised(ticket.promisedBy), now)
    const solve: TimeClock[] = limit === null ? [] : [{ kind: 'solve', startedAt: order.offeredAt, ...limit }]
    const nearest = nearestClock([...orderClocks(order, own(order.organisationId).calendar, now), ...solve])
    const at = nearest?.dueAt ?? null
    return nearest === null || at === null ? null : { kind: nearest.kind as OrderDue['kind'], at }
  }
}

/** The same of one order. */
export const orderDue = (
  order: Due,
  ticket: DueTicket | null,
  organisations: readonly Organisation[],
  now: Instant,
): OrderDue | null => orderDueAmong(organisations)(order, ticket, now)
