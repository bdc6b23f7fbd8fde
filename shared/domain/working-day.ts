import { countryOf, type Calendar } from './calendar'
import { publicDayOf } from './public-holidays'

/** @returns what a calendar or its country says of a date, the stronger first; null where neither says anything */
const exceptionOn = (calendar: Calendar, date: string): number | 'off' | null => {
  const makeUp = calendar.makeUpDays.find((one) => one.date === date)
  if (makeUp !== undefined) return makeUp.as
  if (calendar.holidays.includes(date)) return 'off'
  const country = countryOf(calendar)
  return country === null ? null : publicDayOf(country, date)
}

/**
 * @param date as 2026-10-01, in the calendar's own zone
 * @returns when that day is worked, in minutes of the local day; empty on a day off
 */
export const spansOn = (calendar: Calendar, date: string): readonly { from: number; to: number }[] => {
  const exception = exceptionOn(calendar, date)
  if (exception === 'off') return []
  const weekday = exception ?? (new Date(date).getUTCDay() || 7)
  return calendar.week[weekday - 1] ?? []
}
