import { describe, expect, it } from 'vitest'
import { defaultCalendar, type Calendar } from './calendar'
import { appointmentFault, conflictsOf, firstFree, type Planned } from './schedule-conflicts'
import { absenceId, appointmentId, at, planning } from './testing/schedule-sample'
import { hourMs, minuteMs } from './time'
import type { Appointment, Schedule } from './schedule'

const stretch = (from: string, to: string, over: Partial<Planned> = {}): Planned => ({
  id: appointmentId(9),
  from: at(from),
  to: at(to),
  mode: 'onSite',
  ...over,
})
const others = (...appointments: Partial<Appointment>[]): Pick<Schedule, 'appointments' | 'absences'> => ({
  appointments: appointments.map((each, index) => ({
    ...stretch('10:00', '11:00'),
    id: appointmentId(index),
    ...each,
  })) as Appointment[],
  absences: [],
})
const kinds = (planned: Planned, schedule = others({}), calendar: Calendar = defaultCalendar): string[] =>
  conflictsOf(planned, schedule, calendar, hourMs).map(({ kind }) => kind)

describe('what speaks against a stretch', () => {
  it.each([
    ['13:00', '14:00', []],
    // It ends where the other begins; the way between two customers is missing.
    ['11:00', '12:00', ['travel']],
    ['08:30', '09:30', ['travel']],
    ['12:00', '13:00', []],
    ['10:30', '11:30', ['appointment']],
    ['09:00', '12:00', ['appointment']],
    ['07:00', '08:00', ['outsideHours']],
    ['16:00', '17:31', ['outsideHours']],
    // A visit may last through lunch.
    ['12:00', '17:30', []],
  ])('%s to %s beside 10:00 to 11:00', (from, to, expected) => {
    expect(kinds(stretch(from, to))).toEqual(expected)
  })
  it('needs no way to a customer who is helped from afar', () => {
    expect(kinds(stretch('11:00', '12:00', { mode: 'remote' }))).toEqual([])
    expect(kinds(stretch('11:00', '12:00'), others({ mode: 'remote' }))).toEqual([])
  })
  it('is not itself when it is moved', () => {
    expect(kinds(stretch('10:00', '12:00', { id: appointmentId(0) }))).toEqual([])
  })
  it('an absence, a weekend, a public holiday, and a day worked instead of one', () => {
    const away = { id: absenceId(1), kind: 'leave' as const, from: at('10:30'), to: at('10:30', 26), note: '' }
    expect(kinds(stretch('10:00', '11:00'), { appointments: [], absences: [away] })).toEqual(['absence'])
    expect(kinds(stretch('08:30', '10:30'), { appointments: [], absences: [away] })).toEqual([])
    const on = (date: string): Planned => {
      const from = Date.parse(`${date}T10:00:00+08:00`)
      return { ...stretch('10:00', '11:00'), from, to: from + hourMs }
    }
    expect(['2026-11-28', '2026-10-01', '2026-10-10', '2026-10-08'].map((date) => kinds(on(date)))).toEqual([
      ['dayOff'],
      ['dayOff'],
      [],
      [],
    ])
  })
})

it('what can be nobody’s appointment, whatever the reason', () => {
  const fault = (from: number, to: number) => appointmentFault({ from, to }, defaultCalendar, planning)
  expect(fault(at('10:00'), at('10:00'))).toBe('appointmentTurned')
  expect(fault(at('08:44', 23), at('10:00', 23))).toBe('appointmentPast')
  // Whoever writes it down while it begins is in time.
  expect(fault(at('08:45', 23), at('10:00', 23))).toBeNull()
  expect(fault(at('22:00'), at('00:30', 25))).toBe('appointmentOverMidnight')
  expect(fault(at('22:00'), at('00:00', 25))).toBeNull()
  expect(fault(Date.parse('2028-11-24T10:00:00+08:00'), Date.parse('2028-11-24T11:00:00+08:00'))).toBe(
    'appointmentTooFar',
  )
  // In New York the same stretch is within one day.
  const newYork = { ...defaultCalendar, timeZone: 'America/New_York' }
  expect(appointmentFault({ from: at('22:00'), to: at('00:30', 25) }, newYork, planning)).toBeNull()
})

describe('the first free stretch', () => {
  const free = (earliest: number, schedule = others({}), duration = 2 * hourMs): string => {
    const found = firstFree(
      { id: appointmentId(9), mode: 'onSite', earliest, duration },
      schedule,
      defaultCalendar,
      hourMs,
    )
    return found === null ? 'none' : new Date(found.from + 8 * hourMs).toISOString().slice(5, 16)
  }
  it('begins at a quarter of an hour, keeps the way, and goes to the next day of work', () => {
    expect(free(at('09:50'))).toBe('11-24T13:00')
    expect(free(at('13:01'))).toBe('11-24T13:15')
    expect(free(at('16:00'))).toBe('11-25T08:30')
    expect(free(at('16:00', 27))).toBe('11-30T08:30')
  })
  it('is none where nobody works', () => {
    const idle = { ...defaultCalendar, week: [[], [], [], [], [], [], []] }
    expect(
      firstFree({ id: appointmentId(9), mode: 'remote', earliest: planning, duration: hourMs }, null, idle, 0),
    ).toBeNull()
    expect(free(planning, others({}), 12 * hourMs + minuteMs)).toBe('none')
  })
})
