import { describe, expect, test } from 'vitest'
import { defaultCalendar, type Calendar } from './calendar'
import { defaultResolveMinutes } from './organisation'
import { policyOf, resolveClock } from './sla'
import { endOfWorkingDay } from './working-time'

const newYork: Calendar = { ...defaultCalendar, timeZone: 'America/New_York', publicHolidays: null }
const [workday = []] = defaultCalendar.week
/** Sundays are worked too: clocks change on them. */
const everyDay: Calendar = { ...newYork, week: Array.from({ length: 7 }, () => workday) }
const nights: Calendar = { ...newYork, week: Array.from({ length: 7 }, () => [{ from: 0, to: 150 }]) }
const offOn = (date: string): Calendar => ({ ...defaultCalendar, holidays: [date] })
const workedOn = (date: string): Calendar => ({ ...defaultCalendar, makeUpDays: [{ date, as: 1 }] })

/** Same instant, whatever zone it is written in. */
const written = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
const instant = (text: string): string | null => written(Date.parse(text))

describe('what arrives is to be contacted by the end of the working day of its arrival', () => {
  test.each<[string, Calendar, string, string]>([
    ['Friday 16:00', defaultCalendar, '2026-11-20T16:00+08:00', '2026-11-20T17:30+08:00'],
    ['Friday, a moment before the end', defaultCalendar, '2026-11-20T17:29:59.999+08:00', '2026-11-20T17:30+08:00'],
    ['Friday at the end', defaultCalendar, '2026-11-20T17:30+08:00', '2026-11-23T17:30+08:00'],
    ['Friday 18:00', defaultCalendar, '2026-11-20T18:00+08:00', '2026-11-23T17:30+08:00'],
    ['lunch', defaultCalendar, '2026-11-20T12:30+08:00', '2026-11-20T17:30+08:00'],
    ['before the day begins', defaultCalendar, '2026-11-20T00:00+08:00', '2026-11-20T17:30+08:00'],
    ['the day before a holiday, within hours', defaultCalendar, '2026-09-30T16:30+08:00', '2026-09-30T17:30+08:00'],
    ['the day before a holiday, after hours', defaultCalendar, '2026-09-30T18:00+08:00', '2026-10-08T17:30+08:00'],
    ['within a holiday', defaultCalendar, '2026-10-03T09:00+08:00', '2026-10-08T17:30+08:00'],
    [
      'after hours before a Saturday worked instead',
      defaultCalendar,
      '2026-10-09T18:00+08:00',
      '2026-10-10T17:30+08:00',
    ],
    ['on a Saturday worked instead', defaultCalendar, '2026-10-10T09:00+08:00', '2026-10-10T17:30+08:00'],
    ['Saturday before a Sunday worked instead', defaultCalendar, '2026-09-19T09:00+08:00', '2026-09-20T17:30+08:00'],
    ['before the Spring Festival', defaultCalendar, '2026-02-14T18:00+08:00', '2026-02-24T17:30+08:00'],
    ['an own day worked in a holiday', workedOn('2026-10-02'), '2026-09-30T18:00+08:00', '2026-10-02T17:30+08:00'],
    ['an own day off, worked elsewhere', offOn('2026-10-10'), '2026-10-09T18:00+08:00', '2026-10-12T17:30+08:00'],
    ['another zone, within China’s holiday', newYork, '2026-10-01T09:00-04:00', '2026-10-01T17:30-04:00'],
    ['another zone, Friday there, Saturday in China', newYork, '2026-11-20T17:00-05:00', '2026-11-20T17:30-05:00'],
    ['another zone, Monday in China, Sunday there', newYork, '2026-11-22T21:00-05:00', '2026-11-23T17:30-05:00'],
    ['the Friday before clocks go forward', newYork, '2026-03-06T18:00-05:00', '2026-03-09T17:30-04:00'],
    ['the evening before clocks go forward', everyDay, '2026-03-07T18:00-05:00', '2026-03-08T17:30-04:00'],
    ['the day clocks go forward', everyDay, '2026-03-08T01:59-05:00', '2026-03-08T17:30-04:00'],
    ['the Friday before clocks go back', newYork, '2026-10-30T18:00-04:00', '2026-11-02T17:30-05:00'],
    ['the day clocks go back', everyDay, '2026-11-01T01:30-04:00', '2026-11-01T17:30-05:00'],
    ['an end that clocks jump over', nights, '2026-03-08T00:30-05:00', '2026-03-08T03:00-04:00'],
    ['an end after the hour that comes twice', nights, '2026-11-01T01:45-05:00', '2026-11-01T02:30-05:00'],
  ])('%s: %#', (_, calendar, arrival, due) => {
    expect(written(endOfWorkingDay(calendar, Date.parse(arrival)))).toBe(instant(due))
  })
})

describe('a time limit stands still on public holidays', () => {
  const due = (calendar: Calendar, priority: 'A' | 'B' | 'C', opened: string): string | null => {
    const from = Date.parse(opened)
    const ticket = { priority, status: 'new', runs: [{ from, to: null }] } as const
    return written(resolveClock(ticket, { calendar, resolveMinutes: defaultResolveMinutes }, from)?.dueAt ?? null)
  }

  test('B opened on 30 September 2026 at 16:30 is due on 8 October at 16:30', () => {
    expect(due(policyOf(null).calendar, 'B', '2026-09-30T16:30+08:00')).toBe(instant('2026-10-08T16:30+08:00'))
  })

  test('it runs on where no holidays are kept, and on a Saturday worked instead', () => {
    const ordinary = { ...defaultCalendar, publicHolidays: null }
    expect(due(ordinary, 'B', '2026-09-30T16:30+08:00')).toBe(instant('2026-10-01T16:30+08:00'))
    expect(due(defaultCalendar, 'B', '2026-10-09T16:30+08:00')).toBe(instant('2026-10-10T16:30+08:00'))
    expect(due(ordinary, 'B', '2026-10-09T16:30+08:00')).toBe(instant('2026-10-12T16:30+08:00'))
  })
})
