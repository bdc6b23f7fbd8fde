import type { Calendar } from './calendar'
import { dateOf, instantOf, localOf } from './local-time'
import { dayMs, minuteMs, type Instant } from './time'
import { spansOn } from './working-day'

/** A stretch of work, from inclusive, to exclusive. */
export type Stretch = { from: Instant; to: Instant }

/** Ends the search in a calendar without work; nobody plans further ahead. */
const farthestDays = 3660

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

/**
 * @param date as 2026-10-01, in the calendar's own zone
 * @returns the stretches of work of that day; none on a day off
 */
export const workOn = (calendar: Calendar, date: string): readonly Stretch[] =>
  stretchesOf(calendar, Math.round(Date.parse(date) / dayMs))

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
