import { expect, test } from 'vitest'
import { calendarSchema, countryOf, defaultCalendar, type Calendar } from './calendar'
import { organisations } from './testing/ticket-sample'
import { organisationSchema } from './organisation'

const isTaken = (edit: object): boolean => calendarSchema.safeParse({ ...defaultCalendar, ...edit }).success
const makeUp = (date: string, as: unknown) => ({ makeUpDays: [{ date, as }] })

test.each<[string, object]>([
  ['no country', { publicHolidays: null }],
  ['a leap day', { holidays: ['2028-02-29'] }],
  ['a Saturday worked as a Wednesday', makeUp('2026-10-10', 3)],
  ['the same date off and worked', { holidays: ['2026-10-10'], ...makeUp('2026-10-10', 6) }],
  ['work around the clock', { week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]) }],
  ['a field of a newer version', { halfDays: [] }],
])('an edit is taken: %s', (_, edit) => {
  expect(isTaken(edit)).toBe(true)
})

test.each<[string, object]>([
  ['a country that is not known', { publicHolidays: 'FR' }],
  ['a country in other letters', { publicHolidays: 'cn' }],
  ['no country in other words', { publicHolidays: false }],
  ['a day that does not exist', { holidays: ['2026-02-29'] }],
  ['a month that does not exist', { holidays: ['2026-13-01'] }],
  ['a date with an hour', { holidays: ['2026-10-01T00:00:00Z'] }],
  ['a date in another form', { holidays: ['2026/10/01'] }],
  ['worked on a day that does not exist', makeUp('2026-04-31', 1)],
  ['worked as an eighth day', makeUp('2026-10-10', 8)],
  ['worked as no day', makeUp('2026-10-10', 0)],
  ['worked as half a day', makeUp('2026-10-10', 2.5)],
  ['worked as two days at once', { makeUpDays: [1, 5].map((as) => ({ date: '2026-10-10', as })) }],
  ['more days off than a century has', { holidays: Array.from({ length: 1001 }, () => '2026-10-01') }],
  ['a week of six days', { week: defaultCalendar.week.slice(1) }],
  ['a day longer than a day', { week: defaultCalendar.week.with(0, [{ from: 0, to: 1441 }]) }],
  ['no zone', { timeZone: '' }],
])('an edit is refused: %s', (_, edit) => {
  expect(isTaken(edit)).toBe(false)
  expect(organisationSchema.safeParse({ ...organisations[0], calendar: { ...defaultCalendar, ...edit } }).success).toBe(
    false,
  )
})

test('an older calendar keeps the holidays of China in China’s zone, and nobody’s elsewhere', () => {
  const { publicHolidays: _, ...older } = defaultCalendar
  const country = (edit: Partial<Calendar>) => countryOf({ ...older, ...edit })
  expect(country({})).toBe('CN')
  expect(country({ timeZone: 'America/New_York' })).toBeNull()
  expect(country({ publicHolidays: null })).toBeNull()
  expect(country({ timeZone: 'America/New_York', publicHolidays: 'CN' })).toBe('CN')
})
