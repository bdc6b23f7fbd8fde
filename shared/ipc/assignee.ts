import { z } from 'zod'
import { notReadyReasonSchema } from '../domain/agent'
import { personSchema } from '../domain/person'
import { absenceKindSchema } from '../domain/schedule'
import { instantSchema } from '../domain/time'
import { ticketIdSchema } from '../ids'

/** Why somebody may not be there: away by their own choice, or no state chosen since they signed in or were cut off. */
export const absenceSchema = z.enum(['noState', ...notReadyReasonSchema.exclude(['casework', 'disconnected']).options])
export type Absence = z.infer<typeof absenceSchema>

/** 缺勤: why somebody is away by their calendar, and until when; null where they are not, or this desk is not told. */
export const awaySpanSchema = z.object({ kind: absenceKindSchema, to: instantSchema }).nullable()

/** One whom a person may give a ticket to. */
export const assigneeSchema = z.object({
  ...personSchema.pick({ id: true, name: true, role: true }).shape,
  organisationName: z.string(),
  /** Null where they are there, or where this desk is not told. */
  absence: absenceSchema.nullable(),
  away: awaySpanSchema,
  openTickets: z.number(),
})
export type Assignee = z.infer<typeof assigneeSchema>

export const assigneesSchema = z.object({ people: z.array(assigneeSchema), hasQueues: z.boolean() })
export type Assignees = z.infer<typeof assigneesSchema>

/** That somebody else gave the person a ticket; the last time it was given. */
export const givenTicketSchema = z.object({
  ticketId: ticketIdSchema,
  number: z.string().nullable(),
  subject: z.string(),
  byName: z.string().nullable(),
  note: z.string(),
  at: instantSchema,
  /** Open, and the person has done nothing with it yet. */
  isWaiting: z.boolean(),
})
export type GivenTicket = z.infer<typeof givenTicketSchema>
