import { z } from 'zod'
import { awaySpanSchema } from './assignee'
import { customerSchema } from '../domain/customer'
import { orderTaskSchema } from '../domain/order-to-do'
import { organisationSchema } from '../domain/organisation'
import { ticketSchema } from '../domain/ticket'
import { instantSchema } from '../domain/time'
import { orderAppointmentSchema, serviceModeSchema, workOrderSchema } from '../domain/work-order'

/** One line of the list of orders. Nothing in it runs with the time: the page counts down to what is due. */
export const orderRowSchema = z.object({
  ...workOrderSchema.pick({
    id: true,
    ticketId: true,
    organisationId: true,
    status: true,
    offeredAt: true,
    consultantId: true,
    contactTries: true,
    mode: true,
    endedAt: true,
  }).shape,
  organisationName: z.string(),
  consultantName: z.string().nullable(),
  /** Of the ticket and its customer; null where they are not in sight. */
  ticketNumber: z.string().nullable(),
  subject: z.string().nullable(),
  priority: ticketSchema.shape.priority.nullable(),
  customerName: z.string().nullable(),
  /** What is due next. */
  due: z.object({ kind: z.enum(['contact', 'visit', 'remote', 'solve']), at: instantSchema }).nullable(),
  isPending: z.boolean(),
})
export type OrderRow = z.infer<typeof orderRowSchema>

/** `toDo`: live ones that wait for this person or their organisation; for the vendor's people, all live ones. */
export const orderFilterSchema = z.object({
  view: z.enum(['toDo', 'all']),
  /** Only what there is this to do with. */
  task: orderTaskSchema.nullable().optional(),
  limit: z.number().int().min(1).max(1000),
  /** What is due is counted as of then; absent: now. */
  at: instantSchema.optional(),
})
export type OrderFilter = z.infer<typeof orderFilterSchema>

/** The lines, and how many live orders of the view there are to do what with, also those that are not listed. */
export const orderListSchema = z.object({
  rows: z.array(orderRowSchema),
  counts: z.record(orderTaskSchema, z.number().int().nonnegative()),
})
export type OrderList = z.infer<typeof orderListSchema>

/** An order as its ticket shows it, with the names that it needs. */
export const orderViewSchema = z.object({
  order: workOrderSchema,
  organisation: organisationSchema.nullable(),
  managerName: z.string().nullable(),
  consultantName: z.string().nullable(),
  /** Whom the order may be given to: consultants and managers of the organisation. */
  colleagues: z.array(z.object({ id: z.string(), name: z.string(), away: awaySpanSchema })),
  /** When somebody goes; `isPending`: the server does not know it yet. */
  appointment: z
    .object({
      ...orderAppointmentSchema.shape,
      personName: z.string(),
      mode: serviceModeSchema.nullable(),
      note: z.string(),
      isPending: z.boolean(),
    })
    .nullable(),
  isPending: z.boolean(),
})
export type OrderView = z.infer<typeof orderViewSchema>

/** An organisation that may be asked, with what speaks for and against it. */
export const orderCandidateSchema = z.object({
  organisation: organisationSchema,
  /** The customer's own organisation. */
  isOwn: z.boolean(),
  /** It serves the customer's region. */
  isRegion: z.boolean(),
  consultants: z.number(),
  liveOrders: z.number(),
  /** In the last 30 days. */
  refusals: z.number(),
  contactsMissed: z.number(),
})
export type OrderCandidate = z.infer<typeof orderCandidateSchema>

/** The most tickets that are dispatched together. */
export const maxBatch = 200

/** A ticket that is to be dispatched together with others, as far as the dialog needs it. */
export const batchTicketSchema = z.object({
  ticket: ticketSchema.pick({
    id: true,
    number: true,
    subject: true,
    priority: true,
    status: true,
    callerName: true,
    callerPhone: true,
    company: true,
    orders: true,
  }),
  customer: customerSchema.pick({ name: true, organisationId: true, sites: true }).nullable(),
  /** An own order for it has not been answered by the server. */
  isWaiting: z.boolean(),
})
export type BatchTicket = z.infer<typeof batchTicketSchema>

/** Those of the tickets that are in sight, and the organisations that may be asked to serve all of them. */
export const orderBatchSchema = z.object({
  tickets: z.array(batchTicketSchema),
  organisations: z.array(orderCandidateSchema),
})
export type OrderBatch = z.infer<typeof orderBatchSchema>
