import type { Calendar } from './calendar'
import { longRemoteMs } from './remote-session'
import { clockOver, resolveClock, type SlaClock, type SlaPolicy, type Timed } from './sla'
import { isTicketOpen, type SlaRun, type Ticket, type TicketKind } from './ticket'
import { minuteMs, type Instant } from './time'
import { contactDueAt, isOrderLive, type OrderAppointment, type WorkOrder } from './work-order'
import { addWorkingMs, workingMs } from './working-time'

/** Until somebody begins with a ticket, and as long as an agent keeps a technical one; working time. */
export const firstResponseMs = 30 * minuteMs
export const firstLineMs = 30 * minuteMs

/**
 * Everything that is due of a ticket or an order: somebody begins with it, the first line solves it or hands it over,
 * it is solved; the customer is called, somebody is there as agreed, help from afar is over or becomes a visit.
 */
export const clockKinds = ['response', 'firstLine', 'solve', 'contact', 'visit', 'remote'] as const
export type ClockKind = (typeof clockKinds)[number]
export type TimeClock = SlaClock & { kind: ClockKind; startedAt: Instant }

/** These promise nothing to a customer: once they are over, a person is prompted to go another way. */
const prompting: readonly ClockKind[] = ['firstLine', 'remote']

/** What the clocks of a ticket look at; a list keeps no more of it. */
export type ClockedTicket = Timed & {
  kind: TicketKind
  orders?: Ticket['orders']
  firstLineSince?: Ticket['firstLineSince']
}

/** Whether a ticket is one with which nobody has begun, or the first line's. */
export const hasClock = (ticket: ClockedTicket, kind: 'response' | 'firstLine'): boolean =>
  kind === 'response'
    ? ticket.status === 'new'
    : isTicketOpen(ticket) &&
      ticket.kind === 'technical' &&
      (ticket.firstLineSince ?? null) !== null &&
      ticket.orders?.some(isOrderLive) !== true

const runsSince = (runs: readonly SlaRun[], since: Instant): SlaRun[] =>
  runs.filter(({ to }) => to === null || to > since).map(({ from, to }) => ({ from: Math.max(from, since), to }))

/** @returns all clocks of a ticket that is not solved; none of one that is older than time limits */
export const ticketClocks = (ticket: ClockedTicket, policy: SlaPolicy, now: Instant): TimeClock[] => {
  const { runs, firstLineSince } = ticket
  const startedAt = runs?.[0]?.from
  const solve = resolveClock(ticket, policy, now)
  if (runs === undefined || startedAt === undefined || solve === null || !isTicketOpen(ticket)) return []
  const over = (since: Instant, limitMs: number): SlaClock =>
    clockOver(runsSince(runs, since), limitMs, true, policy.calendar, now)
  const clocks: TimeClock[] = [{ kind: 'solve', startedAt, ...solve }]
  if (hasClock(ticket, 'response')) clocks.push({ kind: 'response', startedAt, ...over(startedAt, firstResponseMs) })
  if (hasClock(ticket, 'firstLine')) {
    const since = Math.max(firstLineSince ?? 0, startedAt)
    clocks.push({ kind: 'firstLine', startedAt: since, ...over(since, firstLineMs) })
  }
  return clocks
}

/** What the clocks of an order look at. */
export type ClockedOrder = Pick<WorkOrder, 'status' | 'offeredAt' | 'remoteSince'> & {
  appointment?: Pick<OrderAppointment, 'from'> | null | undefined
}

/** @returns all clocks of an order, in the working time of its organisation */
export const orderClocks = (order: ClockedOrder, calendar: Calendar, now: Instant): TimeClock[] => {
  const running = (kind: ClockKind, startedAt: Instant, dueAt: Instant): TimeClock => ({
    kind,
    startedAt,
    state: 'running',
    dueAt,
    leftMs: now < dueAt ? workingMs(calendar, now, dueAt) : -workingMs(calendar, dueAt, now),
  })
  const contact = contactDueAt(order, calendar)
  if (contact !== null) return [running('contact', order.offeredAt, contact)]
  const visit = order.status === 'booked' ? (order.appointment?.from ?? null) : null
  if (visit !== null) return [running('visit', order.offeredAt, visit)]
  const since = order.status === 'underWay' ? (order.remoteSince ?? null) : null
  const remote = since === null ? null : addWorkingMs(calendar, since, longRemoteMs)
  return since === null || remote === null ? [] : [running('remote', since, remote)]
}

/** Whether a clock has run out. */
export const isPassed = ({ state, leftMs, dueAt }: TimeClock): boolean =>
  state === 'running' && dueAt !== null && leftMs <= 0

/**
 * The clock by which a list shows and sorts: the one that runs out first. One that only prompts gives way once it is
 * over, else it would hide for hours what was promised.
 */
export const nearestClock = (clocks: readonly TimeClock[]): TimeClock | null => {
  const counted = clocks.filter(
    (clock) => !prompting.includes(clock.kind) || (clock.leftMs > 0 && clock.dueAt !== null),
  )
  const rank = ({ state, dueAt }: TimeClock): number => (state === 'running' ? (dueAt ?? Infinity) : Infinity)
  return counted.reduce<TimeClock | null>(
    (nearest, clock) => (nearest === null || rank(clock) < rank(nearest) ? clock : nearest),
    null,
  )
}
