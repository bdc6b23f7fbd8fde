import { defaultCalendar, type Calendar } from './calendar'
import { type Organisation, defaultResolveMinutes, type ResolveMinutes } from './organisation'
import { isTicketOpen, type SlaRun, type TicketStatus } from './ticket'
import { hourMs, minuteMs, type Instant } from './time'
import { addWorkingMs, workingMs } from './working-time'

/** 时限: what an organisation promises, in its own working time. */
export type SlaPolicy = { calendar: Calendar; resolveMinutes: ResolveMinutes }

const defaultPolicy: SlaPolicy = { calendar: defaultCalendar, resolveMinutes: defaultResolveMinutes }

/** @param organisation whose promise counts; null where it is not known here */
export const policyOf = (organisation: Organisation | null): SlaPolicy =>
  organisation === null
    ? defaultPolicy
    : {
        calendar: organisation.calendar ?? defaultCalendar,
        resolveMinutes: organisation.resolveMinutes ?? defaultResolveMinutes,
      }

/** @returns the promise that counts for a ticket: that of the organisation it was referred to, else the vendor's */
export const policyFor = (organisations: readonly Organisation[], organisationId: string | null): SlaPolicy =>
  policyOf(
    organisations.find(({ id }) => id === organisationId) ??
      organisations.find(({ kind }) => kind === 'vendor') ??
      null,
  )

/**
 * Where a time limit stands. `leftMs` is working time, below zero once it is over; `dueAt` is when it is over if
 * nothing pauses it, null while it is paused or in a calendar without work.
 */
export type SlaClock = { state: 'running' | 'paused' | 'stopped'; leftMs: number; dueAt: Instant | null }

/** What the clock looks at. */
export type Timed = {
  priority: keyof ResolveMinutes
  status: TicketStatus
  runs?: readonly SlaRun[] | undefined
}

/** @returns null for a ticket older than time limits */
export const resolveClock = (
  { priority, status, runs }: Timed,
  { calendar, resolveMinutes }: SlaPolicy,
  now: Instant,
): SlaClock | null => {
  if (runs === undefined) return null
  return clockOver(runs, resolveMinutes[priority] * minuteMs, isTicketOpen({ status }), calendar, now)
}

/**
 * How a limit of `limit` ms of working time stands that counts over these runs.
 * @param isOpen what counts is not over yet: without a run it is paused
 */
export const clockOver = (
  runs: readonly SlaRun[],
  limit: number,
  isOpen: boolean,
  calendar: Calendar,
  now: Instant,
): SlaClock => {
  let ended = 0
  let running: SlaRun | undefined
  // One pass without arrays on the way: lists ask for thousands at once.
  for (const run of runs) {
    if (run.to === null) running ??= run
    else ended += workingMs(calendar, run.from, run.to)
  }
  if (running === undefined)
    return {
      state: isOpen ? 'paused' : 'stopped',
      leftMs: limit - ended,
      dueAt: null,
    }
  const due = ended >= limit ? running.from : addWorkingMs(calendar, running.from, limit - ended)
  return { state: 'running', leftMs: limit - ended - workingMs(calendar, running.from, now), dueAt: due }
}

/** @returns the runs with the one that runs ended; one that would end before it began is empty */
export const pausedRuns = (runs: readonly SlaRun[], at: Instant): SlaRun[] =>
  runs.map((run) => (run.to === null ? { ...run, to: Math.max(run.from, at) } : run))

/** @returns the runs with a new one, where none runs */
export const resumedRuns = (runs: readonly SlaRun[], at: Instant): SlaRun[] =>
  runs.some(({ to }) => to === null) ? [...runs] : [...runs, { from: at, to: null }]

/** The most urgent first: what runs by what is left of it, then what waits, then what has none. */
export const byUrgency = (a: SlaClock | null, b: SlaClock | null): number => {
  const rank = (clock: SlaClock | null): number =>
    clock === null ? 3 : { running: 0, paused: 1, stopped: 2 }[clock.state]
  return rank(a) - rank(b) || (a?.leftMs ?? 0) - (b?.leftMs ?? 0)
}

/** From here on a ticket is at risk: a quarter of its time is left, at most an hour. */
export const isAtRisk = ({ state, leftMs }: SlaClock, limitMs: number): boolean =>
  state === 'running' && leftMs > 0 && leftMs <= Math.min(limitMs / 4, hourMs)
