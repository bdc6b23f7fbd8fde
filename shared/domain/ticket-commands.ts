import { z } from 'zod'
import {
  articleIdSchema,
  callIdSchema,
  customerIdSchema,
  ticketIdSchema,
  type ArticleId,
  type CustomerId,
  type PersonId,
} from '../ids'
import { fileHashSchema, fileSchema, type FileDescription, type FileHash } from './attachment'
import { problemDomainSchema } from './problem-domain'
import { instantSchema, type Instant } from './time'
import { prioritySchema, referralSchema, ticketKindSchema, type Ticket } from './ticket'

const subject = z.string().trim().min(1).max(200)
const longText = z.string().max(20_000)

/** Fields that are written on a ticket at any time; only those present change. */
export const ticketEditSchema = z.object({
  subject: subject.optional(),
  description: longText.optional(),
  priority: prioritySchema.optional(),
  problemDomain: problemDomainSchema.nullable().optional(),
  product: z.string().max(80).optional(),
  productVersion: z.string().max(40).optional(),
  callerName: z.string().max(100).optional(),
  company: z.string().max(200).optional(),
})
export type TicketEdit = z.infer<typeof ticketEditSchema>

/** What time is spent on. */
export const workKinds = ['onSite', 'remote', 'phone', 'travel'] as const
export const workKindSchema = z.enum(workKinds)
export type WorkKind = z.infer<typeof workKindSchema>

export const ticketCommands = {
  'ticket.open': z.object({
    ticketId: ticketIdSchema,
    callId: callIdSchema,
    kind: ticketKindSchema,
    subject,
    description: longText,
    priority: prioritySchema,
    problemDomain: problemDomainSchema.nullable(),
    product: z.string().max(80),
    productVersion: z.string().max(40),
    callerName: z.string().max(100),
    callerPhone: z.string().max(40),
    company: z.string().max(200).optional(),
    referral: referralSchema.nullable(),
  }),
  /** Neither number nor code led to a customer; somebody found them by name, and gives the reason. */
  'ticket.attachCustomer': z.object({
    ticketId: ticketIdSchema,
    customerId: customerIdSchema,
    reason: z.string().trim().min(4).max(300),
  }),
  'ticket.take': z.object({ ticketId: ticketIdSchema }),
  /** `before`: the values that the person saw; where they have changed by now, the person is asked. */
  'ticket.edit': z.object({ ticketId: ticketIdSchema, changes: ticketEditSchema, before: ticketEditSchema.optional() }),
  'ticket.note': z.object({ ticketId: ticketIdSchema, text: z.string().trim().min(1).max(20_000) }),
  'ticket.linkArticle': z.object({ ticketId: ticketIdSchema, articleId: articleIdSchema, isSolution: z.boolean() }),
  'ticket.attach': z.object({ ticketId: ticketIdSchema, file: fileSchema }),
  'ticket.logTime': z.object({
    ticketId: ticketIdSchema,
    minutes: z
      .number()
      .int()
      .min(1)
      .max(24 * 60),
    work: workKindSchema,
    note: z.string().trim().max(2000),
  }),
  'ticket.wait': z.object({ ticketId: ticketIdSchema, waitingFor: z.string().trim().min(1).max(2000) }),
  'ticket.resume': z.object({ ticketId: ticketIdSchema }),
  'ticket.solve': z.object({ ticketId: ticketIdSchema, solution: longText }),
  'ticket.close': z.object({ ticketId: ticketIdSchema }),
  'ticket.reopen': z.object({ ticketId: ticketIdSchema, reason: z.string().trim().min(1).max(2000) }),
} as const

/** The server alone gives numbers (it follows `ticket.opened` in the same transaction) and knows which files it has. */
export const ticketSystemCommands = {
  'ticket.systemFileStored': z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
  'ticket.systemBreach': z.object({ ticketId: ticketIdSchema, dueAt: instantSchema }),
  'ticket.systemNumber': z.object({ ticketId: ticketIdSchema, number: z.string().max(40) }),
} as const

type Args<T extends Record<string, z.ZodType>> = { [K in keyof T]: { name: K; args: z.infer<T[K]> } }[keyof T]
export type TicketCommand = Args<typeof ticketCommands> | Args<typeof ticketSystemCommands>

export type TicketOpened = Pick<
  Ticket,
  | 'id'
  | 'kind'
  | 'subject'
  | 'description'
  | 'priority'
  | 'problemDomain'
  | 'product'
  | 'productVersion'
  | 'queue'
  | 'callId'
  | 'customerId'
  | 'callerName'
  | 'callerPhone'
  | 'company'
  | 'referral'
>

export type TicketFact =
  | { name: 'ticket.opened'; data: { ticket: TicketOpened } }
  | { name: 'ticket.numbered'; data: { number: string } }
  | { name: 'ticket.taken'; data: { by: PersonId | null } }
  | { name: 'ticket.edited'; data: { changes: TicketEdit; before: TicketEdit } }
  | { name: 'ticket.customerAttached'; data: { customerId: CustomerId; reason: string; before: CustomerId | null } }
  | { name: 'ticket.noted'; data: { text: string } }
  | { name: 'ticket.articleLinked'; data: { articleId: ArticleId; isSolution: boolean } }
  | { name: 'ticket.attached'; data: { file: FileDescription } }
  | { name: 'ticket.fileStored'; data: { hash: FileHash } }
  | { name: 'ticket.timeLogged'; data: { minutes: number; work: WorkKind; note: string } }
  | { name: 'ticket.waited'; data: { waitingFor: string } }
  | { name: 'ticket.resumed'; data: Record<string, never> }
  | { name: 'ticket.breached'; data: { dueAt: Instant } }
  | { name: 'ticket.solved'; data: { solution: string } }
  | { name: 'ticket.closed'; data: Record<string, never> }
  | { name: 'ticket.reopened'; data: { reason: string } }
