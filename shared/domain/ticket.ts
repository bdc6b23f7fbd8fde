import { z } from 'zod'
import { openObject } from '../open-object'
import {
  articleIdSchema,
  callIdSchema,
  customerIdSchema,
  organisationIdSchema,
  personIdSchema,
  ticketIdSchema,
  workOrderIdSchema,
  type OrganisationId,
} from '../ids'
import { attachmentSchema } from './attachment'
import { organisationAudience, personAudience, sightAudiences, type Audience } from './audience'
import { sharedAudiences, type Customer } from './customer'
import { maxFileReason, maxRemark, maxTicketText } from './limits'
import { problemDomainSchema } from './problem-domain'
import { queueSchema } from './queue'
import { instantSchema } from './time'
import { orderStatusSchema } from './work-order'

/** What a ticket is for; the entitlement decides which may be opened. */
export const ticketKinds = ['technical', 'business', 'referral', 'complaint'] as const
export const ticketKindSchema = z.enum(ticketKinds)
export type TicketKind = z.infer<typeof ticketKindSchema>

/** A 特急: system down, month-end close, payroll, audit, data errors. B 紧急. C 一般. */
export const priorities = ['A', 'B', 'C'] as const
export const prioritySchema = z.enum(priorities)
export type Priority = z.infer<typeof prioritySchema>

export const ticketStatuses = ['new', 'inProgress', 'solved', 'closed'] as const
export const ticketStatusSchema = z.enum(ticketStatuses)
export type TicketStatus = z.infer<typeof ticketStatusSchema>

/** Those of an open ticket: somebody still has to solve it. */
export const openTicketStatuses = ['new', 'inProgress'] as const satisfies readonly TicketStatus[]

/** What time is spent on. */
export const workKinds = ['onSite', 'remote', 'phone', 'travel'] as const
export const workKindSchema = z.enum(workKinds)
export type WorkKind = z.infer<typeof workKindSchema>

/** The four facts a local organisation needs to check the lawful user, and the organisation referred to. */
export const referralSchema = openObject({
  name: z.string().max(100),
  company: z.string().max(200),
  phone: z.string().max(40),
  product: z.string().max(80),
  version: z.string().max(40),
  organisationId: organisationIdSchema,
})
export type Referral = z.infer<typeof referralSchema>

/**
 * A stretch in which a time limit ran; `to` is null while it runs. What is stored are these, so that a changed priority
 * or calendar keeps the pauses.
 */
export const slaRunSchema = openObject({ from: instantSchema, to: instantSchema.nullable() })
export type SlaRun = z.infer<typeof slaRunSchema>

/** An order for this ticket, as far as the ticket says whom it waits for and who may see it. */
export const ticketOrderSchema = openObject({
  orderId: workOrderIdSchema,
  organisationId: organisationIdSchema,
  consultantId: personIdSchema.nullable(),
  status: orderStatusSchema,
  hasSight: z.boolean(),
})
export type TicketOrder = z.infer<typeof ticketOrderSchema>
const maxOrders = 100

/** Why a ticket was opened without a call of its own. */
export const originReasons = ['secondProblem', 'followUp', 'seenOnSite', 'other'] as const
export const originReasonSchema = z.enum(originReasons)
export type OriginReason = z.infer<typeof originReasonSchema>

/** The older ticket that a ticket follows, and why there is another one. */
export const originSchema = openObject({
  reason: originReasonSchema,
  text: z.string().max(maxRemark),
  afterTicketId: ticketIdSchema,
})

/** More on one ticket is an archive, not a case. */
export const maxAttachments = 200

/**
 * 工单. Its statuses here:
 *
 *   new ──taken / first work──▶ inProgress ──solved──▶ solved ──closed──▶ closed
 *                                   ▲────────────reopened────┴──────────────┘
 */
export const ticketSchema = openObject({
  id: ticketIdSchema,
  /** T-20261123-0001; the server gives it, so a ticket written offline has none yet. */
  number: z.string().max(40).nullable(),
  kind: ticketKindSchema,
  status: ticketStatusSchema,
  subject: z.string().max(maxTicketText.subject),
  description: z.string().max(maxTicketText.description),
  priority: prioritySchema,
  problemDomain: problemDomainSchema.nullable(),
  product: z.string().max(maxTicketText.product),
  productVersion: z.string().max(maxTicketText.productVersion),
  queue: queueSchema,
  callId: callIdSchema.nullable(),
  customerId: customerIdSchema.nullable(),
  callerName: z.string().max(maxTicketText.callerName),
  callerPhone: z.string().max(maxTicketText.callerPhone),
  /** The caller's company in their own words, where no customer is known; absent on tickets older than wire 3. */
  company: z.string().max(maxTicketText.company).optional(),
  /** Why a customer found by name was attached; absent where it is known from the call itself, or unknown. */
  customerReason: z.string().max(maxFileReason).optional(),
  /** Absent where it was opened from its own call, and on tickets older than wire 4. */
  origin: originSchema.optional(),
  referral: referralSchema.nullable(),
  ownerId: personIdSchema.nullable(),
  articles: z.array(openObject({ articleId: articleIdSchema, isSolution: z.boolean() })).max(200),
  solution: z.string().max(maxTicketText.solution),
  /** Absent on tickets older than wire 2. */
  attachments: z.array(attachmentSchema).max(maxAttachments).optional(),
  /** 工时, in minutes, of everyone together; absent on tickets older than wire 2. */
  minutesSpent: z.number().int().nonnegative().optional(),
  reopenedCount: z.number().int().nonnegative(),
  /** When its time limit ran; absent on tickets older than wire 2. */
  runs: z.array(slaRunSchema).max(1000).optional(),
  /** 等待客户: what is waited for; null while it is our turn. */
  waitingFor: z.string().max(maxTicketText.waitingFor).nullable().optional(),
  /** When its time limit was over, as the server noticed it. */
  breachedAt: instantSchema.nullable().optional(),
  /** Since when it is an agent's own, for the first line's 30 minutes; null or absent where it is not. */
  firstLineSince: instantSchema.nullable().optional(),
  /** When these were over, and when nobody had begun with it in time; as the server noticed it. */
  firstLinePassedAt: instantSchema.nullable().optional(),
  responseMissedAt: instantSchema.nullable().optional(),
  /** 派工单, the latest last; absent on tickets without one. */
  orders: z.array(ticketOrderSchema).max(maxOrders).optional(),
  openedBy: personIdSchema.nullable(),
  openedAt: instantSchema,
  updatedAt: instantSchema,
  solvedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
})
export type Ticket = z.infer<typeof ticketSchema>

/** @returns the organisation that is responsible for a ticket because it was referred there; null for the vendor */
export const referredTo = ({ referral }: Pick<Ticket, 'referral'>): OrganisationId | null =>
  referral?.organisationId ?? null

/**
 * The vendor's own levels see all tickets; a referral also reaches the organisation referred to, an order those who
 * work on it. Who works for the customer sees the customer's past tickets.
 * @param customer the ticket's; null where that is not known
 */
export const ticketAudiences = (ticket: Ticket, customer: Pick<Customer, 'sharedWith'> | null = null): Audience[] => {
  const audiences: Audience[] = ['vendor']
  if (ticket.ownerId !== null) audiences.push(personAudience(ticket.ownerId))
  const organisationId = referredTo(ticket)
  if (organisationId !== null) audiences.push(organisationAudience(organisationId))
  const working = (ticket.orders ?? []).filter(({ hasSight }) => hasSight).flatMap(sightAudiences)
  return [...new Set([...audiences, ...working, ...(customer === null ? [] : sharedAudiences(customer))])]
}

export const isTicketOpen = ({ status }: Pick<Ticket, 'status'>): boolean =>
  openTicketStatuses.some((open) => open === status)
