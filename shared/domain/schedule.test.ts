import { describe, expect, it } from 'vitest'
import { actedAtOf } from './acted-at'
import { commandRules } from './commands'
import type { Actor } from './decision'
import { roles } from './role'
import { scheduleCommands, type ScheduleCommand } from './schedule-commands'
import { actorOf, consultantId, manager, orderId, states, uuid } from './testing/order-sample'
import { absenceId, appointmentId, at, book, plan, planned, planning } from './testing/schedule-sample'
import { localId } from './testing/ticket-sample'
import { dayMs, minuteMs } from './time'
import { orderStatuses } from './work-order'

const consultant: Actor = actorOf('consultant')
const booked = planned(null, book())
const freed: ScheduleCommand = {
  name: 'schedule.free',
  args: { personId: consultantId, appointmentId: appointmentId(1), reason: '客户改期' },
}
const absence: ScheduleCommand = {
  name: 'schedule.addAbsence',
  args: {
    personId: consultantId,
    absenceId: absenceId(1),
    kind: 'leave',
    from: at('08:00'),
    to: at('18:00'),
    note: '',
  },
}
const back: ScheduleCommand = {
  name: 'schedule.removeAbsence',
  args: { personId: consultantId, absenceId: absenceId(1) },
}

describe('booking', () => {
  it('begins a calendar', () => {
    expect(booked).toMatchObject({ id: consultantId, organisationId: localId, absences: [] })
    expect(booked.appointments).toEqual([
      {
        ...{
          id: appointmentId(1),
          orderId,
          from: at('09:00'),
          to: at('11:00'),
          mode: 'onSite',
          note: '',
          overruled: '',
        },
        bookedBy: manager.kind === 'person' ? manager.id : '',
      },
    ])
  })
  it.each(orderStatuses)('an order that is %s', (status) => {
    const isReached = status === 'contacted' || status === 'booked' || status === 'underWay'
    const answer = plan(null, book(), manager, { order: { ...states[status], consultantId, appointment: null } })
    expect(typeof answer === 'string' ? answer : 'booked').toBe(isReached ? 'booked' : 'orderState')
  })
  const commands = { book: book(), free: freed, absence, back }
  const table = (Object.keys(commands) as (keyof typeof commands)[]).flatMap((act) =>
    roles.flatMap((role) => [false, true].map((isVendor) => ({ act, role, isVendor }))),
  )
  it.each(table)('$act by $role, vendor $isVendor', ({ act, role, isVendor }) => {
    if (!commandRules[commands[act].name].may.includes(role)) return
    const schedule = act === 'book' ? null : planned(booked, absence)
    const answer = plan(schedule, commands[act], actorOf(role, isVendor))
    const isTheirs = !isVendor && (role === 'consultant' || role === 'manager' || role === 'supervisor')
    const refusal = act === 'book' ? 'orderNotYours' : 'scheduleNotYours'
    expect(typeof answer === 'string' ? answer : 'done').toBe(isTheirs ? 'done' : refusal)
  })
  it('is not for a colleague who was not sent, nor for somebody of another house', () => {
    const other: Actor = { kind: 'person', id: uuid(200), role: 'consultant', name: '' }
    expect(plan(null, book(), other)).toBe('orderNotYours')
    expect(plan(null, book({ personId: uuid(200) }), other)).toBe('orderNotYours')
    expect(plan(null, book({ personId: uuid(200) }), manager)).not.toBeTypeOf('string')
    expect(plan(null, book({ personId: uuid(104) }), manager)).toBe('orderNeedsColleague')
    expect(plan(null, book(), manager, { order: null })).toBe('notFound')
  })
  it('twice is once, and the same id for something else is refused', () => {
    expect(plan(booked, book())).toEqual(booked)
    expect(plan(booked, book({ to: at('12:00') }))).toBe('alreadyExists')
  })
})

describe('a conflict', () => {
  const onTop = (over: Parameters<typeof book>[0] = {}) => book({ appointmentId: appointmentId(2), ...over })
  it('is refused, or overruled with a reason that is kept', () => {
    expect(plan(booked, onTop())).toBe('appointmentConflict')
    const both = planned(booked, onTop({ overruled: '两家在同一栋楼' }))
    expect(both.appointments.map(({ overruled }) => overruled)).toEqual(['', '两家在同一栋楼'])
  })
  it('that is none keeps no reason', () => {
    const free = onTop({ from: at('14:00'), to: at('15:00'), overruled: '以防万一' })
    expect(planned(booked, free).appointments.map(({ overruled }) => overruled)).toEqual(['', ''])
  })
  it('is measured by the organisation’s own way between two customers', () => {
    const soon = onTop({ from: at('11:30'), to: at('12:00') })
    expect(plan(booked, soon)).toBe('appointmentConflict')
    expect(plan(booked, soon, manager, { organisation: { travelMinutes: 30 } })).not.toBeTypeOf('string')
  })
  it('an absence that comes later leaves the appointment where it is', () => {
    const away = planned(booked, absence)
    expect([away.appointments.length, away.absences.length]).toEqual([1, 1])
    expect(plan(away, onTop({ from: at('14:00'), to: at('15:00') }))).toBe('appointmentConflict')
    expect(planned(away, back).absences).toEqual([])
  })
  it('an absence of somebody who is not known here yet, as while a console is filled', () => {
    expect(plan(null, { ...absence, args: { ...absence.args, personId: uuid(250) } }, actorOf('consultant'))).toBe(
      'notFound',
    )
  })
})

describe('moving', () => {
  const appointment = { id: appointmentId(1), personId: consultantId, from: at('09:00'), to: at('11:00') }
  const world = { order: { status: 'booked' as const, appointment } }
  const later = book({
    appointmentId: appointmentId(2),
    from: at('10:00'),
    to: at('12:00'),
    replaces: appointmentId(1),
  })
  it('takes the place of the one that was seen, which is no conflict', () => {
    expect(planned(booked, later, manager, world).appointments.map(({ id }) => id)).toEqual([appointmentId(2)])
  })
  it('is refused where it has been moved meanwhile', () => {
    const other = { order: { ...world.order, appointment: { ...appointment, id: appointmentId(7) } } }
    expect(plan(booked, later, manager, other)).toBe('appointmentElsewhere')
    expect(plan(booked, book({ appointmentId: appointmentId(2) }), manager, world)).toBe('appointmentElsewhere')
  })
  it('leaves one that has begun: somebody was there', () => {
    const now = at('09:30')
    const next = { ...later, args: { ...later.args, from: at('14:00'), to: at('15:00') } }
    const kept = planned(booked, next, manager, { ...world, now })
    expect(kept.appointments.map(({ id }) => id)).toEqual([appointmentId(1), appointmentId(2)])
  })
})

describe('time', () => {
  const past = book({ from: at('08:30', 23), to: at('10:00', 23) })
  it('is that of the desk where it was booked without the network', () => {
    expect(plan(null, past)).toBe('appointmentPast')
    expect(plan(null, past, manager, { actedAt: planning - 30 * minuteMs })).not.toBeTypeOf('string')
  })
  it('by a clock that is two days off: the server measures by its own', () => {
    const [yesterday, ahead] = [planning - dayMs, planning + 2 * dayMs]
    const gone = book({ from: yesterday, to: yesterday + 60_000 })
    // Two days behind, and corrected by its console: it was done now.
    expect(plan(null, gone, manager, { actedAt: actedAtOf(planning, planning) })).toBe('appointmentPast')
    // Two days ahead, and never corrected: nothing is done later than now.
    expect(plan(null, gone, manager, { actedAt: actedAtOf(ahead, planning) })).toBe('appointmentPast')
    expect(plan(null, book(), manager, { actedAt: actedAtOf(ahead, planning) })).not.toBeTypeOf('string')
  })
  it.each([
    ['in the past', at('08:30', 23), at('10:00', 23), 'appointmentPast'],
    ['over midnight', at('22:00'), at('00:30', 25), 'appointmentOverMidnight'],
    ['that ends before it begins', at('10:00'), at('09:00'), 'appointmentTurned'],
    ['more than a year ahead', planning + 370 * dayMs, planning + 370 * dayMs + 60_000, 'appointmentTooFar'],
  ])('%s is nobody’s, whatever the reason', (_, from, to, code) => {
    expect(plan(null, book({ from, to, overruled: '客户只有这个时间' }))).toBe(code)
  })
  it.each([
    ['a Saturday', Date.parse('2026-09-19T10:00:00+08:00')],
    ['a public holiday', Date.parse('2026-10-01T10:00:00+08:00')],
  ])('on %s needs a reason', (_, from) => {
    const [dayOff, world] = [{ from, to: from + 60_000 }, { now: from - dayMs }]
    expect(plan(null, book(dayOff), manager, world)).toBe('appointmentConflict')
    expect(plan(null, book({ ...dayOff, overruled: '客户只有这一天' }), manager, world)).not.toBeTypeOf('string')
  })
  it('that is long over leaves the calendar', () => {
    const now = at('09:00') + 100 * dayMs
    const next = book({ appointmentId: appointmentId(2), from: now + dayMs, to: now + dayMs + 60_000, overruled: '是' })
    expect(planned(booked, next, manager, { now }).appointments.map(({ id }) => id)).toEqual([appointmentId(2)])
  })
  it('that has begun is not free again, by a person or by the order', () => {
    const now = at('09:30')
    expect(plan(booked, freed, consultant)).toMatchObject({ appointments: [] })
    expect(plan(booked, freed, consultant, { now })).toBe('appointmentBegun')
    const byOrder: ScheduleCommand = {
      name: 'schedule.systemFree',
      args: { personId: consultantId, appointmentId: appointmentId(1) },
    }
    expect(plan(booked, byOrder, { kind: 'system' })).toMatchObject({ appointments: [] })
    expect(plan(booked, byOrder, { kind: 'system' }, { now })).toEqual(booked)
  })
  it('an absence that ends before it begins, or never ends', () => {
    const spanning = (from: number, to: number) => plan(null, { ...absence, args: { ...absence.args, from, to } })
    expect(spanning(at('10:00'), at('10:00'))).toBe('appointmentTurned')
    expect(spanning(at('10:00'), at('10:00') + 500 * dayMs)).toBe('absenceTooLong')
  })
})

it('every command of a calendar has its place in these tests', () => {
  expect(Object.keys(scheduleCommands).sort()).toEqual([book().name, freed.name, absence.name, back.name].sort())
})
