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

/** 2026-10-01, in the calendar's own zone. */
export const localDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** 工作日历: when an organisation works. Lunch is the gap between two spans. */
export const calendarSchema = openObject({
  timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone'),
  /** Monday first. */
  week: z.array(spansSchema).length(7),
  /** 法定节假日: nobody works. */
  holidays: z.array(localDateSchema).max(1000),
  /** 调休: worked as if it were that day of the week, 1 Monday … 7 Sunday; stronger than a holiday. */
  makeUpDays: z.array(openObject({ date: localDateSchema, as: z.number().int().min(1).max(7) })).max(200),
})
export type Calendar = z.infer<typeof calendarSchema>

const day = [
  { from: 8 * 60 + 30, to: 12 * 60 },
  { from: 13 * 60, to: 17 * 60 + 30 },
]

/** For an organisation without one: Monday to Friday, 8:30–12:00 and 13:00–17:30, in China. */
export const defaultCalendar: Calendar = {
  timeZone: 'Asia/Shanghai',
  week: [day, day, day, day, day, [], []],
  holidays: [],
  makeUpDays: [],
}
