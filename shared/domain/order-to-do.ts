import { z } from 'zod'
import type { Calendar } from './calendar'
import { addDays, instantAt, localMoment } from './local-time'
import type { Appointment, Schedule } from './schedule'
import { conflictsOf } from './schedule-conflicts'
import { hourMs, type Instant } from './time'
import type { TimeClock } from './time-clocks'
import type { WorkOrder } from './work-order'

/**
 * What there is to do with the live orders, as the list is narrowed by: to accept, to call today, to book, to be there
 * today, to look after, to follow. An order may be in several, or in none.
 */
export const orderTasks = ['accept', 'contact', 'book', 'visit', 'atRisk', 'underWay'] as const
export const orderTaskSchema = z.enum(orderTasks)
export type OrderTask = z.infer<typeof orderTaskSchema>

/** @returns the first instant of tomorrow, as clocks in the calendar's zone show it */
export const endOfToday = ({ timeZone }: Calendar, now: Instant): Instant =>
  instantAt(timeZone, { date: addDays(localMoment(timeZone, now).date, 1), minutes: 0 })

/**
 * Whether something speaks against an appointment that nobody has judged: a reason covers the hours it was given for,
 * but nobody is at two places, whatever was written.
 */
export const isDoubtful = (
  appointment: Appointment,
  schedule: Pick<Schedule, 'appointments' | 'absences'>,
  calendar: Calendar,
  travel: number,
): boolean =>
  conflictsOf(appointment, schedule, calendar, travel).some(
    ({ kind }) => appointment.overruled === '' || (kind !== 'outsideHours' && kind !== 'dayOff'),
  )

/** An hour of working time before something is over one can still do something about it. */
const riskMs = hourMs

/** A visit is at risk when nobody has come; help from afar promises no time to anybody. */
const isRisk = ({ kind, state, leftMs }: TimeClock): boolean =>
  state === 'running' && kind !== 'remote' && (kind === 'visit' ? leftMs <= 0 : leftMs < riskMs)

type Standing = {
  status: WorkOrder['status']
  /** All clocks of the order, with the one of its ticket. */
  clocks: readonly TimeClock[]
  isDoubtful: boolean
}

/**
 * @param tomorrow when the organisation's day ends
 * @returns what there is to do with an order
 */
export const tasksOf = ({ status, clocks, isDoubtful: hasDoubt }: Standing, tomorrow: Instant): OrderTask[] => {
  const isDueToday = (kind: TimeClock['kind']): boolean =>
    clocks.some((clock) => clock.kind === kind && clock.dueAt !== null && clock.dueAt < tomorrow)
  const isOf: Record<OrderTask, boolean> = {
    accept: status === 'offered',
    contact: isDueToday('contact'),
    book: status === 'contacted',
    visit: isDueToday('visit'),
    atRisk: hasDoubt || clocks.some(isRisk),
    underWay: status === 'underWay',
  }
  return orderTasks.filter((task) => isOf[task])
}
