import { dayMs, minuteMs, type Instant } from './time'

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
export const localOf = (timeZone: string, at: Instant): number => {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatOf(timeZone).formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (at % 1000)
}

/**
 * @param local a local time written as if it were UTC
 * @returns the first instant at which clocks there show it or, where they jump over it, the instant of the jump
 */
export const instantOf = (timeZone: string, local: number): Instant => {
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

/** @returns the date of a local day counted since 1970-01-01, as 2026-10-01 */
export const dateOf = (localDay: number): string => new Date(localDay * dayMs).toISOString().slice(0, 10)

/** A moment as clocks in a zone show it: the date, and the minutes since its midnight. */
export type LocalMoment = { date: string; minutes: number }

/** @returns what clocks in the zone show at an instant; seconds are left out */
export const localMoment = (timeZone: string, at: Instant): LocalMoment => {
  const local = localOf(timeZone, at)
  const day = Math.floor(local / dayMs)
  return { date: dateOf(day), minutes: Math.floor((local - day * dayMs) / minuteMs) }
}

/** @returns the first instant at which clocks in the zone show it, or that of the jump over it */
export const instantAt = (timeZone: string, { date, minutes }: LocalMoment): Instant =>
  instantOf(timeZone, Date.parse(date) + minutes * minuteMs)

/** @returns the date so many days after another; before it where negative */
export const addDays = (date: string, days: number): string => dateOf(Math.round(Date.parse(date) / dayMs) + days)
