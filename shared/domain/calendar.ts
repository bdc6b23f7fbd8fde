import { z } from 'zod'
import { openObject } from '../open-object'

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** Minutes of the local day, `from` before `to`. */
const spanSchema = openObject({ from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) })
const spansSchema = z
  .array(spanSchema)
  .max(8)
  .refine(
    (spans) =>
      spans.every((span, index) => span.from < span.to && (index === 0 || (spans[index - 1]?.to ?? 0) <= span.from)),
    'spans in order, none over another',
  )

/** 2026-10-01, in the calendar's own zone; a day that exists. */
export const localDateSchema = z.iso.date()

/** Countries whose public holidays are known. */
const countrySchema = z.enum(['CN'])
export type Country = z.infer<typeof countrySchema>

/** 工作日历: when an organisation works. Lunch is the gap between two spans. */
export const calendarSchema = openObject({
  timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone'),
  /** Monday first. */
  week: z.array(spansSchema).length(7),
  /** The country whose 法定节假日 and 调休 it keeps; null for none, `countryOf` where absent. */
  publicHolidays: countrySchema.nullable().optional(),
  /** Its own days off; stronger than the country's days. */
  holidays: z.array(localDateSchema).max(1000),
  /** Its own days worked as if they were that day of the week, 1 Monday … 7 Sunday; stronger than any holiday. */
  makeUpDays: z
    .array(openObject({ date: localDateSchema, as: z.number().int().min(1).max(7) }))
    .max(200)
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'each date once'),
})
export type Calendar = z.infer<typeof calendarSchema>

const day = [
  { from: 8 * 60 + 30, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 + 30 },
]

/** For an organisation without one: Monday to Friday, 8:30–12:00 and 13:00–17:30, in China with its public holidays. */
export const defaultCalendar: Calendar = {
  timeZone: 'Asia/Shanghai',
  week: [day, day, day, day, day, [], []],
  publicHolidays: 'CN',
  holidays: [],
  makeUpDays: [],
}

/**
 * A calendar without the field is older than it: in China's zone its organisation has kept the country's holidays all
 * along, whatever was written down, and elsewhere nobody has chosen a country for it.
 *
 * @returns the country whose public holidays a calendar keeps; null for none
 */
export const countryOf = ({ publicHolidays, timeZone }: Calendar): Country | null => {
  if (publicHolidays !== undefined) return publicHolidays
  return timeZone === 'Asia/Shanghai' ? 'CN' : null
}
