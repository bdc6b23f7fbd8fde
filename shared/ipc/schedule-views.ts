import { z } from 'zod'
import { localDateSchema } from '../domain/calendar'
import { absentSpanSchema, appointmentSchema } from '../domain/schedule'
import { personSchema } from '../domain/person'
import { organisationSchema } from '../domain/organisation'
import { ticketSchema } from '../domain/ticket'
import { instantSchema } from '../domain/time'
import { workOrderSchema } from '../domain/work-order'
import { organisationIdSchema } from '../ids'

const spanSchema = z.object({ from: instantSchema, to: instantSchema })

/** What speaks against an entry of a calendar. */
export const conflictSchema = z.object({
  kind: z.enum(['appointment', 'absence', 'travel', 'outsideHours', 'dayOff']),
  ...spanSchema.shape,
})

/** What an appointment is about; null in all of it where the order is no longer in sight. */
const aboutOrderSchema = z.object({
  ticketId: ticketSchema.shape.id.nullable(),
  ticketNumber: z.string().nullable(),
  subject: z.string().nullable(),
  customerName: z.string().nullable(),
  address: z.string().nullable(),
  status: workOrderSchema.shape.status.nullable(),
})

export const calendarEntrySchema = z.object({
  ...appointmentSchema.shape,
  ...aboutOrderSchema.shape,
  conflicts: z.array(conflictSchema),
})
export type CalendarEntry = z.infer<typeof calendarEntrySchema>

export const calendarPersonSchema = z.object({
  ...personSchema.pick({ id: true, name: true, role: true }).shape,
  appointments: z.array(calendarEntrySchema),
  absences: z.array(absentSpanSchema),
  /** Something in it has not reached the server. */
  isPending: z.boolean(),
})
export type CalendarPerson = z.infer<typeof calendarPersonSchema>

export const calendarDaySchema = z.object({ date: localDateSchema, ...spanSchema.shape, work: z.array(spanSchema) })
export type CalendarDay = z.infer<typeof calendarDaySchema>

/** An order whose customer was reached and that nobody has a time for. */
export const toBookSchema = z.object({
  ...workOrderSchema.pick({ id: true, consultantId: true, mode: true, understanding: true, address: true }).shape,
  ...aboutOrderSchema.pick({ ticketId: true, ticketNumber: true, subject: true, customerName: true }).shape,
})
export type ToBook = z.infer<typeof toBookSchema>

/** The organisation's calendar by person; a consultant's has only themselves in it. */
export const calendarViewSchema = z.object({
  organisation: organisationSchema,
  days: z.array(calendarDaySchema),
  people: z.array(calendarPersonSchema),
  toBook: z.array(toBookSchema),
})
export type CalendarView = z.infer<typeof calendarViewSchema>

/** More days at once are no calendar of days. */
export const calendarFilterSchema = z.object({
  organisationId: organisationIdSchema,
  from: localDateSchema,
  days: z.number().int().min(1).max(31),
})
export type CalendarFilter = z.infer<typeof calendarFilterSchema>
