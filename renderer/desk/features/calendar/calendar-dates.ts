import { addDays } from '#shared/domain/local-time'
import type { CalendarDay } from '#shared/ipc/schedule-views'
import type { Span } from './calendar-store'

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (date: string): number => new Date(date).getUTCDay() || 7

/** The days that a view of a date shows: its week from Monday on, or itself. */
export const shownDays = (date: string, span: Span): { from: string; days: number } =>
  span === 'day' ? { from: date, days: 1 } : { from: addDays(date, 1 - weekdayOf(date)), days: 7 }

/** 11月24日周二, Tue, Nov 24: a date has no zone. */
export const dayWords = (date: string, language: string, isLong = false): string =>
  new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    weekday: 'short',
    month: isLong ? 'long' : 'numeric',
    day: 'numeric',
    ...(isLong ? { year: 'numeric' } : {}),
  }).format(new Date(date))

/** 2026年11月30日至12月6日; November 30 – December 6, 2026. */
export const rangeWords = (from: string, to: string, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }).formatRange(
    new Date(from),
    new Date(to),
  )

/** Whether a day differs from its weekday: a day off that is worked, a weekday that is not. */
export const exceptionOf = ({ date, work }: CalendarDay): 'worked' | 'off' | null => {
  const isWeekend = weekdayOf(date) > 5
  if (isWeekend) return work.length > 0 ? 'worked' : null
  return work.length === 0 ? 'off' : null
}

/** The hours that a day's picture spans: a working day, and whatever lies outside it. */
export const shownHours = (
  day: CalendarDay,
  entries: readonly { from: number; to: number }[],
): { from: number; to: number } => {
  const hour = 3_600_000
  const [first, last] = [day.from + 8 * hour, day.from + 19 * hour]
  const all = [...day.work, ...entries]
  return {
    from: Math.max(day.from, Math.min(first, ...all.map(({ from }) => from))),
    to: Math.min(day.to, Math.max(last, ...all.map(({ to }) => to))),
  }
}
