import type { Calendar } from './calendar'
import { dayMs, minuteMs, type Instant } from './time'
import { spansOn } from './working-day'

/** A stretch of work, from inclusive, to exclusive. */
type Stretch = { from: Instant; to: Instant }

/** Ends the search in a calendar without work; nobody plans further ahead. */
const farthestDays = 3660

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, made)
  return made
}

/** @returns the zone's local time at an instant, as if it were UTC; ms */
const localOf = (timeZone: string, at: Instant): number => {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1000)
}

/**
 * @param local a local time written as if it were UTC
 * @returns the first instant at which clocks there show it or, where they jump over it, the instant of the jump
 */
const instantOf = (timeZone: string, local: number): Instant => {
  // No zone is further than a day from UTC, and none changes twice within two days.
  const [before, after] = [local - dayMs, local + dayMs].map((at) => localOf(timeZone, at) - at)
  const [early, late] = [local - (before ?? 0), local - (after ?? 0)]
  if (localOf(timeZone, early) === local) return early
  if (localOf(timeZone, late) === local) return late
  return jumpBetween(timeZone, Math.min(early, late) - 1, Math.max(early, late) + 1)
}

/** The instant between two at which the zone's offset changes; ms exact. */
const jumpBetween = (timeZone: string, from: Instant, to: Instant): Instant => {
  const offset = localOf(timeZone, from) - from
  let [low, high] = [from, to]
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (localOf(timeZone, middle) - middle === offset) low = middle
    else high = middle
  }
  return high
}

const dateOf = (localDay: number): string => new Date(localDay * dayMs).toISOString().slice(0, 10)

type Days = Map<number, readonly Stretch[]>
const known = new WeakMap<Calendar, Days>()
/** By what is written in them: each reading of the organisations makes new calendars that say the same. */
const knownByContent = new Map<string, Days>()
/** More than there are organisations; then all are found anew. */
const maxKnownCalendars = 1000

const daysOf = (calendar: Calendar): Days => {
  const own = known.get(calendar)
  if (own !== undefined) return own
  const content = JSON.stringify(calendar)
  if (knownByContent.size >= maxKnownCalendars) knownByContent.clear()
  const days = knownByContent.get(content) ?? new Map<number, readonly Stretch[]>()
  knownByContent.set(content, days)
  known.set(calendar, days)
  return days
}

/**
 * The stretches of work of one local day, counted in days since 1970-01-01; kept, because lists ask for the same days
 * again and again.
 */
const stretchesOf = (calendar: Calendar, localDay: number): readonly Stretch[] => {
  const days = daysOf(calendar)
  const kept = days.get(localDay)
  if (kept !== undefined) return kept
  const at = (minutes: number): Instant => instantOf(calendar.timeZone, localDay * dayMs + minutes * minuteMs)
  const made = spansOn(calendar, dateOf(localDay))
    .map(({ from, to }) => ({ from: at(from), to: at(to) }))
    .filter(({ from, to }) => from < to)
  days.set(localDay, made)
  return made
}

/** Since 2012 no local day begins within one, in any zone: all differ from UTC by multiples of it. */
const quarterMs = 15 * minuteMs
/** Almost three years of them, more than a list reaches back; then all are found anew. */
const maxKnownQuarters = 100_000
const knownDays = new Map<string, Map<number, number>>()

/** Kept by quarters of an hour, because a list asks about thousands of beginnings, and reading a zone is slow. */
const localDayOf = ({ timeZone }: Calendar, at: Instant): number => {
  const days = knownDays.get(timeZone) ?? new Map<number, number>()
  knownDays.set(timeZone, days)
  const quarter = Math.floor(at / quarterMs)
  const kept = days.get(quarter)
  if (kept !== undefined) return kept
  if (days.size >= maxKnownQuarters) days.clear()
  const day = Math.floor(localOf(timeZone, quarter * quarterMs) / dayMs)
  days.set(quarter, day)
  return day
}

/** @returns how much of the time from `from` to `to` was worked; ms, 0 where `to` is not later */
export const workingMs = (calendar: Calendar, from: Instant, to: Instant): number => {
  if (to <= from) return 0
  let sum = 0
  const last = localDayOf(calendar, to)
  for (let localDay = localDayOf(calendar, from); localDay <= last; localDay += 1) {
    for (const stretch of stretchesOf(calendar, localDay))
      sum += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from))
  }
  return sum
}

/**
 * @returns the first instant by which `ms` have been worked since `from`; null in a calendar in which that never comes
 */
export const addWorkingMs = (calendar: Calendar, from: Instant, ms: number): Instant | null => {
  if (ms <= 0) return from
  let left = ms
  const first = localDayOf(calendar, from)
  for (let localDay = first; localDay < first + farthestDays; localDay += 1) {
    for (const stretch of stretchesOf(calendar, localDay)) {
      const start = Math.max(stretch.from, from)
      if (stretch.to <= start) continue
      if (stretch.to - start >= left) return start + left
      left -= stretch.to - start
    }
  }
  return null
}

/**
 * @returns the end of the day's work at `at`: today's where some of it is left, else that of the next day with work;
 *   null where there is none
 */
export const endOfWorkingDay = (calendar: Calendar, at: Instant): Instant | null => {
  const first = localDayOf(calendar, at)
  for (let localDay = first; localDay < first + farthestDays; localDay += 1) {
    const end = stretchesOf(calendar, localDay).at(-1)?.to
    if (end !== undefined && end > at) return end
  }
  return null
}
