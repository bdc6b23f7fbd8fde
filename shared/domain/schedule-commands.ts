import { z } from 'zod'
import { absenceIdSchema, appointmentIdSchema, personIdSchema, workOrderIdSchema, type PersonId } from '../ids'
import { defaultCalendar } from './calendar'
import { accept, actorId, reject, type Context, type Decision } from './decision'
import { commandsOf, existing, type CommandIn } from './define-noun'
import { maxRemark } from './limits'
import type { Role } from './role'
import { absenceKindSchema, maxEntries, type Schedule } from './schedule'
import { appointmentFault, conflictsOf, travelMs } from './schedule-conflicts'
import type { ScheduleFact } from './schedule-events'
import { dayMs, instantSchema } from './time'
import { serviceModeSchema, type WorkOrder } from './work-order'

/** Who plans an organisation's days, and who can be in them. */
const managers: readonly Role[] = ['manager', 'supervisor']
const planners: readonly Role[] = [...managers, 'consultant']

const { command, systemCommand } = commandsOf<Schedule, ScheduleFact>()
const remark = z.string().trim().max(maxRemark)
/** An absence that lasts longer is no longer planned around. */
const maxAbsenceMs = 400 * dayMs

/** Whether who acts plans this person's days: their own, or as management of the organisation. */
const plansFor = (personId: PersonId, { actor, read }: Context): boolean => {
  if (actor.kind !== 'person') return false
  if (actor.id === personId) return true
  const [own, theirs] = [read('person', actor.id), read('person', personId)]
  return own !== null && managers.includes(actor.role) && own.organisationId === theirs?.organisationId
}

/** The first entry begins the calendar; one after a move to another organisation goes there with it. */
const opening = (schedule: Schedule | null, personId: PersonId, { read }: Context): ScheduleFact[] => {
  const organisationId = read('person', personId)?.organisationId
  if (organisationId === undefined || schedule?.organisationId === organisationId) return []
  return [{ name: 'schedule.opened', data: { personId, organisationId } }]
}

/** In which states of an order a visit can be agreed on: once the customer was reached. */
export const isBookable = ({ status }: Pick<WorkOrder, 'status'>): boolean =>
  status === 'contacted' || status === 'booked' || status === 'underWay'

export const bookSchema = z.object({
  personId: personIdSchema,
  appointmentId: appointmentIdSchema,
  orderId: workOrderIdSchema,
  from: instantSchema,
  to: instantSchema,
  mode: serviceModeSchema,
  note: remark,
  /** Why all the same, where something speaks against it. */
  overruled: remark,
  /** The order's appointment as who books it knows it; it is moved. */
  replaces: appointmentIdSchema.nullable(),
})
export type Book = z.infer<typeof bookSchema>

/**
 * Whether who books knew the order's appointment as it is. One that was booked at this desk and is still on its way is
 * in the calendar, and not yet in the order.
 */
const isSeenRight = (order: WorkOrder, schedule: Schedule | null, replaces: Book['replaces']): boolean => {
  const current = order.appointment?.id ?? null
  if (current === replaces) return true
  return (
    current === null &&
    schedule?.appointments.some(({ id, orderId }) => id === replaces && orderId === order.id) === true
  )
}

const decideBook = (schedule: Schedule | null, args: Book, context: Context): Decision<ScheduleFact> => {
  const { personId, appointmentId: id, orderId, from, to, mode, note, overruled, replaces } = args
  const { read, actor, now } = context
  const order = read('workOrder', orderId)
  if (order === null) return reject('notFound')
  const person = read('person', personId)
  if (person?.organisationId !== order.organisationId || !planners.includes(person.role))
    return reject('orderNeedsColleague')
  const isOwn = actorId(actor) === personId && order.consultantId === personId
  const isManager = actor.kind === 'person' && managers.includes(actor.role) && plansFor(personId, context)
  if (!isOwn && !isManager) return reject('orderNotYours')
  const known = schedule?.appointments.find((each) => each.id === id)
  if (known !== undefined)
    return known.from === from && known.to === to && known.orderId === orderId ? accept() : reject('alreadyExists')
  if (!isBookable(order)) return reject('orderState', { status: order.status })
  if (!isSeenRight(order, schedule, replaces)) return reject('appointmentElsewhere')
  const organisation = read('organisation', order.organisationId)
  const calendar = organisation?.calendar ?? defaultCalendar
  const fault = appointmentFault({ from, to }, calendar, context.actedAt ?? now)
  if (fault !== null) return reject(fault)
  if ((schedule?.appointments.length ?? 0) >= maxEntries) return reject('scheduleFull', { name: person.name })
  const others = schedule && { ...schedule, appointments: schedule.appointments.filter((each) => each.id !== replaces) }
  const conflicts = conflictsOf({ id, from, to, mode }, others, calendar, travelMs(organisation ?? {}))
  if (conflicts.length > 0 && overruled === '') return reject('appointmentConflict', { name: person.name })
  const reason = conflicts.length > 0 ? overruled : ''
  return accept(...opening(schedule, personId, context), {
    name: 'schedule.booked',
    data: { id, orderId, from, to, mode, note, overruled: reason, replaces },
  })
}

/** The rules of a person's calendar. */
export const scheduleCommands = {
  /** 预约: books a visit for an order, or moves the one that it has. */
  'schedule.book': command({ args: bookSchema, may: planners, decide: decideBook }),
  'schedule.free': command({
    args: z.object({
      personId: personIdSchema,
      appointmentId: appointmentIdSchema,
      reason: z.string().trim().min(1).max(maxRemark),
    }),
    may: planners,
    decide: existing((schedule, { personId, appointmentId, reason }, context) => {
      if (!plansFor(personId, context)) return reject('scheduleNotYours')
      const found = schedule.appointments.find(({ id }) => id === appointmentId)
      if (found === undefined) return reject('appointmentElsewhere')
      if (found.from <= (context.actedAt ?? context.now)) return reject('appointmentBegun')
      return accept({ name: 'schedule.freed', data: { appointmentId, orderId: found.orderId, reason } })
    }),
  }),
  /** An appointment in it stays, and is shown as a conflict: illness asks nobody. */
  'schedule.addAbsence': command({
    args: z.object({
      personId: personIdSchema,
      absenceId: absenceIdSchema,
      kind: absenceKindSchema,
      from: instantSchema,
      to: instantSchema,
      note: remark,
    }),
    may: planners,
    decide: (schedule, { personId, absenceId, ...span }, context) => {
      // A console that is being filled may not have its own person yet.
      if (context.read('person', personId) === null) return reject('notFound')
      if (!plansFor(personId, context)) return reject('scheduleNotYours')
      if (span.to <= span.from) return reject('appointmentTurned')
      if (span.to - span.from > maxAbsenceMs) return reject('absenceTooLong')
      if (schedule?.absences.some(({ id }) => id === absenceId) === true) return accept()
      if ((schedule?.absences.length ?? 0) >= maxEntries) return reject('scheduleFull', { name: '' })
      const absence = { id: absenceId, ...span }
      return accept(...opening(schedule, personId, context), { name: 'schedule.absenceAdded', data: { absence } })
    },
  }),
  'schedule.removeAbsence': command({
    args: z.object({ personId: personIdSchema, absenceId: absenceIdSchema }),
    may: planners,
    decide: existing((schedule, { personId, absenceId }, context) => {
      if (!plansFor(personId, context)) return reject('scheduleNotYours')
      return schedule.absences.some(({ id }) => id === absenceId)
        ? accept({ name: 'schedule.absenceRemoved', data: { absenceId } })
        : accept()
    }),
  }),
}

export const scheduleSystemCommands = {
  /** The order is over, or somebody else goes: what has not begun is free again. */
  'schedule.systemFree': systemCommand({
    args: z.object({ personId: personIdSchema, appointmentId: appointmentIdSchema }),
    decide: (schedule, { appointmentId }, { now }) => {
      const found = schedule?.appointments.find(({ id }) => id === appointmentId)
      if (found === undefined || found.from <= now) return accept()
      return accept({ name: 'schedule.freed', data: { appointmentId, orderId: found.orderId, reason: '' } })
    },
  }),
}

export type ScheduleCommand = CommandIn<typeof scheduleCommands> | CommandIn<typeof scheduleSystemCommands>
