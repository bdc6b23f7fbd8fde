import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarSchema, defaultCalendar, type Calendar } from './calendar'
import { publicDayOf } from './public-holidays'
import { dayMs, hourMs, minuteMs } from './time'
import { addWorkingMs, endOfWorkingDay, workingMs } from './working-time'

const seed = Number(process.env['FUZZ_SEED'] ?? 20261123)
/** With whole hours, halves and quarters, in both halves of the world, and without changes of the clock. */
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']
/** Days around which clocks change somewhere, and ordinary ones. */
const changes = ['2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-24', '2026-10-31', '2026-06-10']

const spans = fc.uniqueArray(fc.nat(1440), { minLength: 0, maxLength: 4 }).map((cuts) => {
  const sorted = [...cuts].sort((a, b) => a - b)
  return sorted.flatMap((from, index) =>
    index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from, to: sorted[index + 1] ?? 0 }] : [],
  )
})
const date = fc
  .constantFrom(...changes)
  .chain((near) =>
    fc.integer({ min: -2, max: 4 }).map((days) => new Date(Date.parse(near) + days * dayMs).toISOString().slice(0, 10)),
  )
const calendars: fc.Arbitrary<Calendar> = fc.record({
  timeZone: fc.constantFrom(...zones),
  week: fc.array(spans, { minLength: 7, maxLength: 7 }),
  publicHolidays: fc.constantFrom('CN', null, undefined),
  holidays: fc.uniqueArray(date, { maxLength: 2 }),
  makeUpDays: fc.uniqueArray(fc.record({ date, as: fc.integer({ min: 1, max: 7 }) }), {
    maxLength: 2,
    selector: (one) => one.date,
  }),
})
const begins = fc
  .record({ near: fc.constantFrom(...changes), minutes: fc.nat(3 * 1440) })
  .map(({ near, minutes }) => Date.parse(near) + minutes * minuteMs)

/** Slow and obvious: reads the local time of every minute. */
const isWorked = (calendar: Calendar, format: Intl.DateTimeFormat, at: number): boolean => {
  const [month = '', dayOfMonth = '', year = '', hour = '', minute = '', weekday = ''] = format
    .formatToParts(at)
    .reduce<string[]>((parts, { type, value }) => {
      const place = ['month', 'day', 'year', 'hour', 'minute', 'weekday'].indexOf(type)
      if (place >= 0) parts[place] = value
      return parts
    }, [])
  const local = `${year}-${month}-${dayOfMonth}`
  const minutes = Number(hour) * 60 + Number(minute)
  const makeUp = calendar.makeUpDays.find((one) => one.date === local)
  if (makeUp === undefined && calendar.holidays.includes(local)) return false
  const isOlder = calendar.publicHolidays === undefined
  const isChinese = isOlder ? calendar.timeZone === 'Asia/Shanghai' : calendar.publicHolidays === 'CN'
  const publicDay = makeUp === undefined && isChinese ? publicDayOf('CN', local) : null
  if (publicDay === 'off') return false
  const day = makeUp?.as ?? publicDay ?? ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday) + 1
  return (calendar.week[day - 1] ?? []).some((span) => span.from <= minutes && minutes < span.to)
}
const clockOn = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  })
/**
 * Where clocks are put back an hour is shown twice; only its first showing ends or begins a stretch, and both are
 * worked when the stretch goes across.
 */
const referenceMs = (calendar: Calendar, from: number, to: number): number => {
  const clock = clockOn(calendar.timeZone)
  let sum = 0
  for (let at = from; at < to; at += minuteMs) if (isWorked(calendar, clock, at)) sum += minuteMs
  return sum
}

/** The minutes that a clock shows twice are left out of the comparison when a stretch begins or ends within them. */
const hasEdgeInRepeatedHour = (calendar: Calendar, from: number, to: number): boolean => {
  const clock = clockOn(calendar.timeZone)
  const seen = new Map<string, number>()
  for (let at = from - dayMs; at < to + dayMs; at += minuteMs) {
    const shown = clock.format(at)
    const before = seen.get(shown)
    if (before !== undefined && isWorked(calendar, clock, at) !== isWorked(calendar, clock, at - minuteMs)) return true
    if (before !== undefined && isWorked(calendar, clock, before) !== isWorked(calendar, clock, before - minuteMs))
      return true
    seen.set(shown, at)
  }
  return false
}

test('working time agrees with counting every minute by local time', () => {
  let compared = 0
  fc.assert(
    fc.property(calendars, begins, fc.nat(2 * 1440), (calendar, from, minutes) => {
      const to = from + minutes * minuteMs
      if (hasEdgeInRepeatedHour(calendar, from, to)) return
      compared += 1
      expect(workingMs(calendar, from, to)).toBe(referenceMs(calendar, from, to))
    }),
    { seed, numRuns: 60 },
  )
  expect(compared).toBeGreaterThan(40)
}, 120_000)

test('adding working time and measuring it are inverse to each other', () => {
  fc.assert(
    fc.property(calendars, begins, fc.integer({ min: 1, max: 40 * 60 }), (calendar, from, minutes) => {
      const due = addWorkingMs(calendar, from, minutes * minuteMs)
      if (due === null) return
      expect(workingMs(calendar, from, due)).toBe(minutes * minuteMs)
      expect(workingMs(calendar, from, due - 1)).toBe(minutes * minuteMs - 1)
    }),
    { seed, numRuns: 300 },
  )
})

test('the parts of a span add up to it', () => {
  fc.assert(
    fc.property(calendars, begins, fc.nat(5 * 1440), fc.nat(5 * 1440), (calendar, from, first, second) => {
      const [middle, to] = [from + first * minuteMs, from + (first + second) * minuteMs]
      expect(workingMs(calendar, from, middle) + workingMs(calendar, middle, to)).toBe(workingMs(calendar, from, to))
    }),
    { seed, numRuns: 200 },
  )
})

test('four hours from a Friday afternoon end on Monday; a holiday and a day worked instead count', () => {
  const friday = Date.parse('2026-11-20T16:00:00+08:00')
  expect(new Date(addWorkingMs(defaultCalendar, friday, 4 * hourMs) ?? 0).toISOString()).toBe(
    '2026-11-23T03:00:00.000Z',
  )
  const golden: Calendar = {
    ...defaultCalendar,
    publicHolidays: null,
    holidays: ['2026-10-01', '2026-10-02'],
    makeUpDays: [{ date: '2026-10-10', as: 5 }],
  }
  expect(workingMs(golden, Date.parse('2026-10-01T00:00:00+08:00'), Date.parse('2026-10-03T00:00:00+08:00'))).toBe(0)
  expect(workingMs(golden, Date.parse('2026-10-10T00:00:00+08:00'), Date.parse('2026-10-11T00:00:00+08:00'))).toBe(
    8 * hourMs,
  )
})

test('the day’s end is today’s while some of it is left, else the next one’s; without work there is none', () => {
  const end = (at: string): string => new Date(endOfWorkingDay(defaultCalendar, Date.parse(at)) ?? 0).toISOString()
  expect(end('2026-11-23T09:00:00+08:00')).toBe('2026-11-23T09:30:00.000Z')
  expect(end('2026-11-23T18:00:00+08:00')).toBe('2026-11-24T09:30:00.000Z')
  expect(end('2026-11-20T17:30:00+08:00')).toBe('2026-11-23T09:30:00.000Z')
  const never: Calendar = { ...defaultCalendar, week: [[], [], [], [], [], [], []] }
  expect(endOfWorkingDay(never, 0)).toBeNull()
  expect(addWorkingMs(never, 0, 1)).toBeNull()
})

test('a calendar that makes no sense is refused', () => {
  expect(calendarSchema.safeParse(defaultCalendar).success).toBe(true)
  expect(calendarSchema.safeParse({ ...defaultCalendar, timeZone: 'Mars/Olympus' }).success).toBe(false)
  expect(
    calendarSchema.safeParse({ ...defaultCalendar, week: [[{ from: 600, to: 540 }], [], [], [], [], [], []] }).success,
  ).toBe(false)
  expect(
    calendarSchema.safeParse({
      ...defaultCalendar,
      week: [
        [
          { from: 0, to: 600 },
          { from: 540, to: 700 },
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    }).success,
  ).toBe(false)
})
