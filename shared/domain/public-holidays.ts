// The package's functions read dates in the machine's own zone and are a day off west of Greenwich; its file is not.
import chineseDays from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { countryOf, type Calendar, type Country } from './calendar'

/** What a country makes of a day: nobody works, or it is worked as that day of the week, 1 Monday … 7 Sunday. */
export type PublicDay = 'off' | 1 | 5

type PublicHolidays = { days: ReadonlyMap<string, PublicDay>; knownUntil: string | null }

/** The State Council does not say as which day a weekend is worked: it is worked as the working day beside it. */
const workedAs = (date: string): PublicDay => (new Date(date).getUTCDay() === 0 ? 1 : 5)

/** A year is published whole; its National Day tells it from one whose New Year only begins in the year before. */
const yearsPublished = (holidays: readonly string[]): string[] =>
  holidays.filter((date) => date.endsWith('-10-01')).map((date) => date.slice(0, 4))

const china = (): PublicHolidays => {
  const holidays = Object.keys(chineseDays.holidays)
  const lastYear = yearsPublished(holidays).sort().at(-1)
  return {
    days: new Map<string, PublicDay>([
      ...holidays.map((date) => [date, 'off'] as const),
      ...Object.keys(chineseDays.workdays).map((date) => [date, workedAs(date)] as const),
    ]),
    knownUntil: lastYear === undefined ? null : `${lastYear}-12-31`,
  }
}

const publicHolidays: Readonly<Record<Country, PublicHolidays>> = { CN: china() }

/** @returns what the country makes of a date; null for a day like any other, and in a year not published here yet */
export const publicDayOf = (country: Country, date: string): PublicDay | null =>
  publicHolidays[country].days.get(date) ?? null

/**
 * @returns the last date whose public holidays are known; from the next one on a calendar is as if the country had
 *   none. Null for a calendar that keeps no country's.
 */
export const knownUntil = (calendar: Calendar): string | null => {
  const country = countryOf(calendar)
  return country === null ? null : publicHolidays[country].knownUntil
}
