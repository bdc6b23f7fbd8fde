import { afterEach, expect, test, vi } from 'vitest'
import { defaultCalendar, type Calendar } from './calendar'
import { knownUntil, publicDayOf } from './public-holidays'
import { dayMs } from './time'
import { spansOn } from './working-day'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Each day begins at an hour that names it: 1 o'clock on Mondays … 7 o'clock on Sundays. */
const telling: Calendar = {
  ...defaultCalendar,
  week: [1, 2, 3, 4, 5, 6, 7].map((hour) => [{ from: hour * 60, to: 1440 }]),
}
const workedAs = (calendar: Calendar, date: string): number | null => {
  const [first] = spansOn(calendar, date)
  return first === undefined ? null : first.from / 60
}

test.each<[string, string, Partial<Calendar>, number | null]>([
  ['a Thursday', '2026-10-08', {}, 4],
  ['a Sunday', '2026-10-11', {}, 7],
  ['a public holiday', '2026-10-01', {}, null],
  ['a Saturday within the holidays', '2026-10-03', {}, null],
  ['a Saturday worked instead', '2026-10-10', {}, 5],
  ['a Sunday worked instead', '2026-09-20', {}, 1],
  ['a public holiday where none is kept', '2026-10-01', { publicHolidays: null }, 4],
  ['a Saturday worked elsewhere', '2026-10-10', { publicHolidays: null }, 6],
  ['a public holiday of an older calendar', '2026-10-01', { publicHolidays: undefined }, null],
  ['an own day off', '2026-10-08', { holidays: ['2026-10-08'] }, null],
  ['an own day off on a day worked instead', '2026-10-10', { holidays: ['2026-10-10'] }, null],
  ['an own day worked on a public holiday', '2026-10-01', { makeUpDays: [{ date: '2026-10-01', as: 2 }] }, 2],
  ['a day worked instead as another day', '2026-10-10', { makeUpDays: [{ date: '2026-10-10', as: 3 }] }, 3],
  [
    'an own day worked on an own day off',
    '2026-10-08',
    { holidays: ['2026-10-08'], makeUpDays: [{ date: '2026-10-08', as: 7 }] },
    7,
  ],
])('%s (%s)', (_, date, edit, as) => {
  expect(workedAs({ ...telling, ...edit }, date)).toBe(as)
})

test('every day of the published years is worked where the package itself says so', async () => {
  // West of Greenwich the package is a day off from when it is loaded.
  vi.stubEnv('TZ', 'Asia/Shanghai')
  const { isWorkday } = await import('chinese-days')
  const last = Date.parse(knownUntil(defaultCalendar) ?? '')
  let exceptions = 0
  for (let at = Date.parse('2004-01-01'); at <= last; at += dayMs) {
    const date = new Date(at).toISOString().slice(0, 10)
    expect([date, spansOn(defaultCalendar, date).length > 0]).toEqual([date, isWorkday(date)])
    if (publicDayOf('CN', date) !== null) exceptions += 1
  }
  expect(exceptions).toBeGreaterThan(700)
})

test('it can be told until when the holidays are known; later years are as if there were none', () => {
  const until = knownUntil(defaultCalendar) ?? ''
  expect(until).toMatch(/^\d{4}-12-31$/)
  expect(until >= '2026-12-31').toBe(true)
  expect(publicDayOf('CN', `${String(Number(until.slice(0, 4)) + 1)}-10-01`)).toBeNull()
  expect(workedAs(telling, '2100-10-01')).toBe(5)
  expect(knownUntil({ ...defaultCalendar, publicHolidays: null })).toBeNull()
  expect(knownUntil({ ...defaultCalendar, timeZone: 'America/New_York', publicHolidays: 'CN' })).toBe(until)
})
