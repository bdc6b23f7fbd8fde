import { describe, expect, it, test } from 'vitest'
import { defaultCalendar } from './calendar'
import { endOfToday, isDoubtful, tasksOf } from './order-to-do'
import type { Schedule } from './schedule'
import { at, planned, book } from './testing/schedule-sample'
import { now } from './testing/ticket-sample'
import { hourMs, minuteMs } from './time'
import type { TimeClock } from './time-clocks'

// A Monday, 14:00 in Shanghai.
const tomorrow = now + 10 * hourMs
const clock = (kind: TimeClock['kind'], leftMs: number, over: Partial<TimeClock> = {}): TimeClock => ({
  ...{ kind, startedAt: now, state: 'running', leftMs, dueAt: now + leftMs },
  ...over,
})
const later = clock('solve', 20 * hourMs)

test('a day ends by the clocks of the organisation', () => {
  expect(endOfToday(defaultCalendar, now)).toBe(tomorrow)
  // Seven in the morning in Berlin.
  expect(endOfToday({ ...defaultCalendar, timeZone: 'Europe/Berlin' }, now)).toBe(now + 17 * hourMs)
})

describe('what there is to do with', () => {
  it.each([
    ['an offer that is due today', 'offered', [clock('contact', 3 * hourMs)], ['accept', 'contact']],
    ['an offer of the evening', 'offered', [clock('contact', 3 * hourMs, { dueAt: tomorrow })], ['accept']],
    ['a call in an hour', 'accepted', [clock('contact', hourMs), later], ['contact']],
    ['a call in less', 'accepted', [clock('contact', hourMs - 1), later], ['contact', 'atRisk']],
    ['a call of yesterday', 'accepted', [clock('contact', -9 * hourMs)], ['contact', 'atRisk']],
    ['a call without an end', 'accepted', [clock('contact', hourMs, { dueAt: null })], []],
    ['a customer who was reached', 'contacted', [later], ['book']],
    ['a time limit that is near', 'contacted', [clock('solve', 10 * minuteMs)], ['book', 'atRisk']],
    ['one that stands still', 'contacted', [clock('solve', -1, { state: 'paused', dueAt: null })], ['book']],
    ['a visit today', 'booked', [clock('visit', 10 * minuteMs), later], ['visit']],
    ['a visit that nobody began', 'booked', [clock('visit', 0), later], ['visit', 'atRisk']],
    ['a visit of tomorrow', 'booked', [clock('visit', 2 * hourMs, { dueAt: tomorrow }), later], []],
    ['help from afar', 'underWay', [clock('remote', 10 * minuteMs), later], ['underWay']],
    ['help from afar that lasts', 'underWay', [clock('remote', -hourMs), later], ['underWay']],
    ['a visit under way, late', 'underWay', [clock('solve', -1)], ['atRisk', 'underWay']],
    ['an order that is over', 'done', [], []],
  ] as const)('%s', (_, status, clocks, tasks) => {
    expect(tasksOf({ status, clocks, isDoubtful: false }, tomorrow)).toEqual(tasks)
  })
  it('a doubtful appointment', () => {
    expect(tasksOf({ status: 'booked', clocks: [later], isDoubtful: true }, tomorrow)).toEqual(['atRisk'])
  })
})

describe('an appointment', () => {
  const schedule = planned(null, book())
  const [first] = schedule.appointments
  if (first === undefined) throw new Error('nothing is booked')
  const doubt = (change: Partial<typeof first>, over: Partial<Schedule> = {}): boolean =>
    isDoubtful({ ...first, ...change }, { ...schedule, ...over }, defaultCalendar, hourMs)
  const absence = { id: first.id as never, kind: 'leave', from: at('10:00'), to: at('12:00'), note: '' } as const

  it('against which nothing speaks is no risk', () => {
    expect(doubt({})).toBe(false)
  })
  it('outside the hours is one until somebody gave a reason', () => {
    expect(doubt({ from: at('06:00') })).toBe(true)
    expect(doubt({ from: at('06:00'), overruled: '客户要求' })).toBe(false)
  })
  it('of somebody who is absent is one, whatever was written', () => {
    expect(doubt({}, { absences: [absence] })).toBe(true)
    expect(doubt({ overruled: '客户要求' }, { absences: [absence] })).toBe(true)
  })
})
