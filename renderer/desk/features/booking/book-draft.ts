import type { Calendar } from '#shared/domain/calendar'
import { instantAt, localMoment } from '#shared/domain/local-time'
import {
  appointmentFault,
  conflictsOf,
  firstFree,
  travelMs,
  type Conflict,
  type Planned,
} from '#shared/domain/schedule-conflicts'
import { defaultCalendar } from '#shared/domain/calendar'
import { minuteMs } from '#shared/domain/span'
import type { ServiceMode } from '#shared/domain/work-order'
import type { ErrorCode } from '#shared/errors'
import type { CalendarPerson, CalendarView } from '#shared/ipc/schedule-views'
import type { AppointmentId, PersonId } from '#shared/ids'

/** What is chosen and written for one appointment, as its fields show it: local date and time of the organisation. */
export type BookDraft = {
  personId: PersonId | null
  /** 2026-11-24 */
  date: string
  /** 09:30 */
  time: string
  minutes: number
  mode: ServiceMode
  note: string
  overruled: string
}

/** How long a visit is, where nobody says otherwise. */
export const usualMinutes = 120
export const durations = [30, 60, 90, 120, 180, 240, 360, 480] as const
const clock = /^(\d{1,2}):(\d{2})$/

const two = (value: number): string => String(value).padStart(2, '0')

/** @returns the minutes since midnight; null for what is no time of day */
const minutesOf = (time: string): number | null => {
  const [, hours, minutes] = clock.exec(time) ?? []
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null
  return Number(hours) * 60 + Number(minutes)
}

/** @returns the stretch that the fields mean; null while they mean none */
export const spanOf = (
  { date, time, minutes }: Pick<BookDraft, 'date' | 'time' | 'minutes'>,
  { timeZone }: Calendar,
): { from: number; to: number } | null => {
  const start = minutesOf(time)
  if (start === null || Number.isNaN(Date.parse(date))) return null
  const from = instantAt(timeZone, { date, minutes: start })
  return { from, to: from + minutes * minuteMs }
}

/** The fields of a stretch. */
export const fieldsOf = (
  { from, to }: { from: number; to: number },
  { timeZone }: Calendar,
): Pick<BookDraft, 'date' | 'time' | 'minutes'> => {
  const { date, minutes } = localMoment(timeZone, from)
  return { date, time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`, minutes: (to - from) / minuteMs }
}

/** What is wrong with the fields; a conflict is wrong only as long as no reason overrules it. */
export type BookFaults = {
  person: 'noPerson' | null
  time: 'noTime' | ErrorCode | null
  overruled: 'noReason' | null
  conflicts: Conflict[]
}

type Plan = { draft: BookDraft; view: CalendarView; id: AppointmentId; replaces: AppointmentId | null }

const personOf = ({ draft, view }: Plan): CalendarPerson | null =>
  view.people.find(({ id }) => id === draft.personId) ?? null

/** The person's entries without the one that is moved. */
const othersOf = (plan: Plan): Pick<CalendarPerson, 'appointments' | 'absences'> => {
  const person = personOf(plan)
  return {
    appointments: (person?.appointments ?? []).filter(({ id }) => id !== plan.replaces),
    absences: person?.absences ?? [],
  }
}

/** @param now of the corrected clock, by which the rule judges as well */
export const bookFaults = (plan: Plan, now: number): BookFaults => {
  const { draft, view, id } = plan
  const calendar = view.organisation.calendar ?? defaultCalendar
  const span = spanOf(draft, calendar)
  const planned: Planned | null = span === null ? null : { id, mode: draft.mode, ...span }
  const fault = planned === null ? 'noTime' : appointmentFault(planned, calendar, now)
  const conflicts =
    planned === null || fault !== null || personOf(plan) === null
      ? []
      : conflictsOf(planned, othersOf(plan), calendar, travelMs(view.organisation))
  return {
    person: personOf(plan) === null ? 'noPerson' : null,
    time: fault,
    overruled: conflicts.length > 0 && draft.overruled.trim() === '' ? 'noReason' : null,
    conflicts,
  }
}

export const hasBookFaults = ({ person, time, overruled }: BookFaults): boolean =>
  person !== null || time !== null || overruled !== null

/** @returns the fields of the person's first free stretch from an instant on; null where none is near */
export const freeFields = (plan: Plan, earliest: number): Pick<BookDraft, 'date' | 'time' | 'minutes'> | null => {
  const { draft, view, id } = plan
  const calendar = view.organisation.calendar ?? defaultCalendar
  const wanted = { id, mode: draft.mode, earliest, duration: draft.minutes * minuteMs }
  const free = firstFree(wanted, othersOf(plan), calendar, travelMs(view.organisation))
  return free === null ? null : fieldsOf(free, calendar)
}
