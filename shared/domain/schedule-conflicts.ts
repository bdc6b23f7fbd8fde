import type { ErrorCode } from '../errors'
import type { Calendar } from './calendar'
import { addDays, localMoment } from './local-time'
import type { Organisation } from './organisation'
import type { Appointment, Schedule } from './schedule'
import { dayMs, minuteMs, type Instant } from './time'
import { workOn } from './working-time'

/** A stretch that somebody wants to book. */
export type Planned = Pick<Appointment, 'id' | 'from' | 'to' | 'mode'>

/** What speaks against a stretch, and between which instants. */
export type Conflict = {
  kind: 'appointment' | 'absence' | 'travel' | 'outsideHours' | 'dayOff'
  from: Instant
  to: Instant
}

/** For an organisation that has not said how long its people travel between two customers. */
const defaultTravelMinutes = 60
export const travelMs = ({ travelMinutes }: Pick<Organisation, 'travelMinutes'>): number =>
  (travelMinutes ?? defaultTravelMinutes) * minuteMs

/** Whoever books while the visit begins is still in time. */
const lateMs = 15 * minuteMs
/** A date further ahead is a mistyped one. */
const farthestMs = 366 * dayMs

/** Two stretches share some time; one that ends when the other begins does not. */
export const overlaps = (one: { from: Instant; to: Instant }, other: { from: Instant; to: Instant }): boolean =>
  one.from < other.to && other.from < one.to

/**
 * Why a stretch can be nobody's appointment, whatever reason is given.
 * @param now when the person booked it
 * @returns null for one that may be
 */
export const appointmentFault = (
  { from, to }: Pick<Planned, 'from' | 'to'>,
  { timeZone }: Calendar,
  now: Instant,
): ErrorCode | null => {
  if (to <= from) return 'appointmentTurned'
  if (from < now - lateMs) return 'appointmentPast'
  if (from > now + farthestMs) return 'appointmentTooFar'
  return localMoment(timeZone, from).date === localMoment(timeZone, to - 1).date ? null : 'appointmentOverMidnight'
}

/** The day's work from its beginning to its end: a visit may last through lunch. */
const hoursConflict = ({ from, to }: Planned, calendar: Calendar): Conflict | null => {
  const { date } = localMoment(calendar.timeZone, from)
  const work = workOn(calendar, date)
  const [begin, end] = [work.at(0)?.from, work.at(-1)?.to]
  if (begin === undefined || end === undefined) return { kind: 'dayOff', from, to }
  return begin <= from && to <= end ? null : { kind: 'outsideHours', from: begin, to: end }
}

/**
 * What speaks against a stretch in a person's calendar: other appointments, the way between two customers, absences,
 * and the hours of the organisation. May be overruled with a reason.
 * @param schedule null where nothing is in it yet
 * @param travel between two customers; ms
 */
export const conflictsOf = (
  planned: Planned,
  schedule: Pick<Schedule, 'appointments' | 'absences'> | null,
  calendar: Calendar,
  travel: number,
): Conflict[] => {
  const found: Conflict[] = []
  for (const other of schedule?.appointments ?? []) {
    if (other.id === planned.id) continue
    const { from, to } = other
    const gap = planned.mode === 'onSite' && other.mode === 'onSite' ? travel : 0
    if (overlaps(planned, other)) found.push({ kind: 'appointment', from, to })
    else if (overlaps({ from: planned.from - gap, to: planned.to + gap }, other))
      found.push({ kind: 'travel', from, to })
  }
  for (const { from, to } of schedule?.absences ?? [])
    if (overlaps(planned, { from, to })) found.push({ kind: 'absence', from, to })
  const hours = hoursConflict(planned, calendar)
  return hours === null ? found : [...found, hours]
}

/** Appointments begin at quarters of an hour. */
export const stepMs = 15 * minuteMs
/** Further ahead a person chooses by themselves. */
const searchedDays = 60

/**
 * @param duration ms
 * @returns the first stretch without a conflict, from `earliest` on; null where none is near
 */
export const firstFree = (
  wanted: { id: Planned['id']; mode: Planned['mode']; earliest: Instant; duration: number },
  schedule: Pick<Schedule, 'appointments' | 'absences'> | null,
  calendar: Calendar,
  travel: number,
): { from: Instant; to: Instant } | null => {
  const { id, mode, earliest, duration } = wanted
  let { date } = localMoment(calendar.timeZone, earliest)
  for (let day = 0; day < searchedDays; day += 1, date = addDays(date, 1)) {
    for (const stretch of workOn(calendar, date)) {
      const first = Math.ceil(Math.max(stretch.from, earliest) / stepMs) * stepMs
      for (let from = first; from < stretch.to; from += stepMs) {
        const planned = { id, mode, from, to: from + duration }
        if (conflictsOf(planned, schedule, calendar, travel).length === 0) return { from, to: planned.to }
      }
    }
  }
  return null
}
