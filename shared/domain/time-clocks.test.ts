import { describe, expect, test } from 'vitest'
import { organisationIdSchema } from '../ids'
import { defaultCalendar, type Calendar } from './calendar'
import { orderDue } from './order-due'
import { defaultResolveMinutes, organisationSchema } from './organisation'
import { states } from './testing/order-sample'
import { localId } from './testing/ticket-sample'
import { minuteMs } from './time'
import { clockKinds, isPassed, nearestClock, orderClocks, ticketClocks, type ClockedTicket } from './time-clocks'
import { endOfWorkingDay } from './working-time'

const [workday = []] = defaultCalendar.week
const newYork: Calendar = { ...defaultCalendar, timeZone: 'America/New_York', publicHolidays: null }
/** Two hours around the change of the clock, every night. */
const nights: Calendar = { ...newYork, week: Array.from({ length: 7 }, () => [{ from: 60, to: 300 }]) }
const everyDay: Calendar = { ...newYork, week: Array.from({ length: 7 }, () => workday) }
const at = (text: string): number => Date.parse(text)
const written = (instant: number | null | undefined): string | null =>
  instant === null || instant === undefined ? null : new Date(instant).toISOString()

const policy = (calendar = defaultCalendar) => ({ calendar, resolveMinutes: defaultResolveMinutes })
const opened = at('2026-11-23T09:00+08:00')
const ticket = (over: Partial<ClockedTicket> = {}): ClockedTicket => ({
  kind: 'technical',
  status: 'inProgress',
  priority: 'C',
  runs: [{ from: opened, to: null }],
  ...over,
})
const order = { status: 'underWay', offeredAt: opened } as const
const live = { orderId: states.offered.id, organisationId: localId, consultantId: null, status: 'offered' } as const

describe('30 minutes of work, for the first response and the first line', () => {
  test.each<[string, Calendar, string, string]>([
    ['Friday 16:00', defaultCalendar, '2026-11-20T16:00+08:00', '2026-11-20T16:30+08:00'],
    ['Friday 17:10, over the weekend', defaultCalendar, '2026-11-20T17:10+08:00', '2026-11-23T08:40+08:00'],
    ['Friday 18:00', defaultCalendar, '2026-11-20T18:00+08:00', '2026-11-23T09:00+08:00'],
    ['the evening before a holiday', defaultCalendar, '2026-09-30T17:20+08:00', '2026-10-08T08:50+08:00'],
    ['another zone, Sunday there', newYork, '2026-11-22T21:00-05:00', '2026-11-23T09:00-05:00'],
    ['over the hour that is left out', nights, '2026-03-08T01:45-05:00', '2026-03-08T03:15-04:00'],
    ['over the hour that comes twice', nights, '2026-11-01T01:45-04:00', '2026-11-01T01:15-05:00'],
  ])('%s', (_, calendar, from, due) => {
    const runs = [{ from: at(from), to: null }]
    const given = { status: 'new', runs, firstLineSince: at(from) } as const
    const clocks = ticketClocks(ticket(given), policy(calendar), at(from))
    const dueAt = (kind: string) => written(clocks.find((clock) => clock.kind === kind)?.dueAt)
    expect([dueAt('response'), dueAt('firstLine')]).toEqual([written(at(due)), written(at(due))])
  })
})

describe('60 minutes from afar', () => {
  test.each<[string, Calendar, string, string]>([
    ['Friday 17:00, over the weekend', defaultCalendar, '2026-11-20T17:00+08:00', '2026-11-23T09:00+08:00'],
    ['lunch', defaultCalendar, '2026-11-20T11:30+08:00', '2026-11-20T13:30+08:00'],
    ['over the hour that is left out', nights, '2026-03-08T01:30-05:00', '2026-03-08T03:30-04:00'],
    ['over the hour that comes twice', nights, '2026-11-01T01:30-04:00', '2026-11-01T01:30-05:00'],
  ])('%s', (_, calendar, from, due) => {
    const clocks = orderClocks({ ...order, remoteSince: at(from) }, calendar, at(from))
    expect(clocks.map(({ kind, startedAt, dueAt }) => [kind, startedAt, written(dueAt)])).toEqual([
      ['remote', at(from), written(at(due))],
    ])
  })

  test('none at the place of the customer, and before it began', () => {
    expect(orderClocks({ ...order, remoteSince: null }, defaultCalendar, opened)).toEqual([])
    expect(orderClocks({ ...order, status: 'contacted', remoteSince: opened }, defaultCalendar, opened)).toEqual([])
  })
})

test.each([
  ['the day clocks go forward', everyDay, '2026-03-08T17:29-04:00', '2026-03-08T17:30-04:00'],
  ['the day after clocks go forward', newYork, '2026-03-09T16:00-04:00', '2026-03-09T17:30-04:00'],
  ['the day after clocks go back', newYork, '2026-11-02T16:00-05:00', '2026-11-02T17:30-05:00'],
] as const)('contact today in another zone: %s', (_, calendar, arrival, due) => {
  const clocks = orderClocks({ status: 'offered', offeredAt: at(arrival) }, calendar, at(arrival))
  expect(clocks).toEqual([
    { kind: 'contact', state: 'running', startedAt: at(arrival), dueAt: at(due), leftMs: at(due) - at(arrival) },
  ])
  expect(endOfWorkingDay(calendar, at(arrival))).toBe(at(due))
})

describe('the first line’s clock', () => {
  const kinds = (over: Partial<ClockedTicket>): string[] =>
    ticketClocks(ticket({ firstLineSince: opened, ...over }), policy(), opened).map(({ kind }) => kind)
  test('is for an open technical ticket of an agent whom no organisation helps', () => {
    expect(kinds({})).toEqual(['solve', 'firstLine'])
    expect(kinds({ kind: 'business' })).toEqual(['solve'])
    expect(kinds({ firstLineSince: null })).toEqual(['solve'])
    expect(kinds({ orders: [{ ...live, hasSight: true }] })).toEqual(['solve'])
    expect(kinds({ orders: [{ ...live, status: 'refused', hasSight: false }] })).toEqual(['solve', 'firstLine'])
    expect(kinds({ status: 'solved', runs: [{ from: opened, to: opened + 1 }] })).toEqual([])
  })
  test('stands still while the customer is waited for, and counts only what the agent had it for', () => {
    const minute = (n: number) => opened + n * minuteMs
    const runs = [
      { from: opened, to: minute(20) },
      { from: minute(50), to: null },
    ]
    const [, clock] = ticketClocks(ticket({ runs, firstLineSince: minute(10) }), policy(), minute(55))
    expect(clock).toMatchObject({ kind: 'firstLine', startedAt: minute(10), dueAt: minute(70), leftMs: 15 * minuteMs })
    const waiting = ticketClocks(ticket({ runs: runs.slice(0, 1), firstLineSince: opened }), policy(), minute(55))
    expect(waiting[1]).toMatchObject({ state: 'paused', leftMs: 10 * minuteMs, dueAt: null })
    expect(nearestClock(waiting)?.kind).toBe('solve')
  })
})

describe('the nearest', () => {
  const nearest = (over: Partial<ClockedTicket>, minutes: number): string | undefined =>
    nearestClock(ticketClocks(ticket(over), policy(), opened + minutes * minuteMs))?.kind
  test('is what runs out first; what only prompts gives way once it is over, what was promised does not', () => {
    expect([nearest({ firstLineSince: opened }, 29), nearest({ firstLineSince: opened }, 30)]).toEqual([
      'firstLine',
      'solve',
    ])
    expect([nearest({ status: 'new' }, 29), nearest({ status: 'new' }, 31)]).toEqual(['response', 'response'])
    expect(nearestClock([])).toBeNull()
  })
  test('of an order is the call, help from afar, or the ticket’s time limit', () => {
    const own = organisationSchema.parse({
      ...{ id: localId, name: '江海', kind: 'authorised', region: '', phone: '', address: '' },
    })
    const about = { ...order, organisationId: organisationIdSchema.parse(localId) }
    const timed = { priority: 'A', status: 'inProgress', runs: [{ from: opened, to: null }], promisedBy: null } as const
    const due = (over: object, now = opened) => orderDue({ ...about, ...over }, timed, [own], now)
    expect(due({ status: 'offered' })).toEqual({ kind: 'solve', at: at('2026-11-23T14:00+08:00') })
    expect(orderDue({ ...about, status: 'offered' }, null, [own], opened)).toEqual({
      kind: 'contact',
      at: at('2026-11-23T17:30+08:00'),
    })
    expect(due({ remoteSince: opened })).toEqual({ kind: 'remote', at: opened + 60 * minuteMs })
    expect(due({ remoteSince: opened }, opened + 60 * minuteMs)?.kind).toBe('solve')
    const appointment = { from: opened + 30 * minuteMs }
    expect(due({ status: 'booked', appointment })).toEqual({ kind: 'visit', at: appointment.from })
    expect(due({ status: 'booked', appointment: null })?.kind).toBe('solve')
    expect(due({ status: 'done', remoteSince: opened })).toBeNull()
  })
})

test('a clock has run out when nothing is left of it, and not while it is paused', () => {
  const base = { kind: 'solve', startedAt: 1, dueAt: 2 } as const
  expect(isPassed({ ...base, state: 'running', leftMs: 0 })).toBe(true)
  expect(isPassed({ ...base, state: 'running', leftMs: 1 })).toBe(false)
  expect(isPassed({ ...base, state: 'paused', leftMs: 0 })).toBe(false)
  expect(clockKinds).toHaveLength(6)
})
