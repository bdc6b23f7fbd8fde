import { absenceIdSchema, appointmentIdSchema } from '../../ids'
import type { Actor, Context } from '../decision'
import type { Organisation } from '../organisation'
import type { Schedule } from '../schedule'
import type { Book, ScheduleCommand } from '../schedule-commands'
import type { Instant } from '../time'
import type { WorkOrder } from '../work-order'
import { consultantId, manager, orderId, people, states } from './order-sample'
import { applySchedule, decideSchedule } from './rules'
import { contextOf, record } from './ticket-sample'

/** Samples for tests of calendars: a consultant's, on working days of the default calendar. */
export const appointmentId = (n: number) =>
  appointmentIdSchema.parse(`b0000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
export const absenceId = (n: number) => absenceIdSchema.parse(`c0000000-0000-4000-8000-${String(n).padStart(12, '0')}`)

/** A time of Tuesday the 24th of November 2026 in Shanghai, or of another day of that month. */
export const at = (time: string, day = 24): Instant =>
  Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time}:00+08:00`)
/** Monday before, in the morning. */
export const planning = at('09:00', 23)

type World = {
  order?: Partial<WorkOrder> | null
  organisation?: Partial<Organisation>
  now?: Instant
  actedAt?: Instant
}
export const contextFor = (
  actor: Actor,
  { order = {}, organisation, now = planning, actedAt }: World = {},
): Context => {
  const base = contextOf({ actor, now })
  return {
    ...base,
    ...(actedAt === undefined ? {} : { actedAt }),
    read: ((noun: string, id: string) => {
      if (noun === 'person') return people.find((each) => each.id === id) ?? null
      if (noun === 'workOrder') return order === null ? null : { ...states.contacted, ...order }
      const found: unknown = base.read(noun as never, id)
      return noun === 'organisation' && found !== null ? { ...found, ...organisation } : found
    }) as Context['read'],
  }
}

/** Tomorrow from nine to eleven, at the customer's. */
export const book = (over: Partial<Book> = {}): Extract<ScheduleCommand, { name: 'schedule.book' }> => ({
  name: 'schedule.book',
  args: {
    personId: consultantId,
    appointmentId: appointmentId(1),
    orderId,
    from: at('09:00'),
    to: at('11:00'),
    mode: 'onSite',
    note: '',
    overruled: '',
    replaces: null,
    ...over,
  },
})

/** @returns the calendar after it, or the code of the refusal */
export const plan = (
  schedule: Schedule | null,
  command: ScheduleCommand,
  actor: Actor = manager,
  world: World = {},
): Schedule | string => {
  const decision = decideSchedule(schedule, command, contextFor(actor, world))
  if (!decision.ok) return decision.failure.code
  return record(decision.value).reduce<Schedule | null>(
    (state, event) =>
      applySchedule(state, { ...event, at: world.now ?? planning, by: actor.kind === 'person' ? actor.id : null }),
    schedule,
  ) as Schedule
}
/** As `plan`, where it has to go well. */
export const planned = (...input: Parameters<typeof plan>): Schedule => {
  const schedule = plan(...input)
  if (typeof schedule === 'string') throw new Error(schedule)
  return schedule
}
