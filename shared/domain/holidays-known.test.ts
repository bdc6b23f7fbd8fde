import { expect, test } from 'vitest'
import { defaultCalendar } from './calendar'
import { holidaysUnknownAfter } from './holidays-known'
import { organisationSchema } from './organisation'
import { knownUntil } from './public-holidays'
import { dayMs } from './time'

const organisation = (fields: object = {}) =>
  organisationSchema.parse({
    ...{ id: '00000000-0000-4000-8000-000000000001', name: '江海', kind: 'authorised', region: '', phone: '' },
    ...{ address: '', ...fields },
  })
const last = knownUntil(defaultCalendar) ?? ''
/** The last instant of the last day that is known. */
const end = Date.parse(`${last}T00:00Z`) + dayMs - 1

test('31 days before the known holidays end it is said after which day', () => {
  expect(holidaysUnknownAfter([organisation()], end - 31 * dayMs)).toBeNull()
  expect(holidaysUnknownAfter([organisation()], end - 31 * dayMs + 1)).toBe(last)
  expect(holidaysUnknownAfter([organisation()], end + 400 * dayMs)).toBe(last)
})

test('not for a calendar that keeps no country’s holidays, nor for a closed organisation', () => {
  const none = organisation({ calendar: { ...defaultCalendar, publicHolidays: null } })
  expect(holidaysUnknownAfter([none, organisation({ state: 'closed' })], end)).toBeNull()
  expect(holidaysUnknownAfter([none, organisation()], end)).toBe(last)
  expect(holidaysUnknownAfter([], end)).toBeNull()
})
