import { z } from 'zod'
import { agentSchema } from '../domain/agent'
import { articleSchema } from '../domain/article'
import { callSchema } from '../domain/call'
import { customerSchema } from '../domain/customer'
import { serviceCodeSchema } from '../domain/service-code'
import { ticketSchema } from '../domain/ticket'
import { articleIdSchema, commandIdSchema } from '../ids'
import { openObject } from '../open-object'
import { wireEventSchema } from '../protocol/feed'
import { failureSchema } from '../result'

/** What the page reads of the replica. `isPending`: something of it has not reached the server yet. */

export const ticketRowSchema = openObject({
  ...ticketSchema.pick({ id: true, number: true, kind: true, status: true, subject: true, priority: true, problemDomain: true, customerId: true, ownerId: true, callerName: true, openedAt: true, updatedAt: true }).shape,
  customerName: z.string().nullable(),
  ownerName: z.string().nullable(),
  isPending: z.boolean(),
})
export type TicketRow = z.infer<typeof ticketRowSchema>

export const timelineEventSchema = openObject({ ...wireEventSchema.shape, byName: z.string().nullable(), isPending: z.boolean() })
export type TimelineEvent = z.infer<typeof timelineEventSchema>

export const ticketViewSchema = z.object({
  ticket: ticketSchema,
  customer: customerSchema.nullable(),
  call: callSchema.nullable(),
  timeline: z.array(timelineEventSchema),
  /** The linked articles' titles, in the order of `ticket.articles`. */
  articleTitles: z.record(z.string(), z.string()),
  ownerName: z.string().nullable(),
  isPending: z.boolean(),
})
export type TicketView = z.infer<typeof ticketViewSchema>

/** One line of 历史服务信息: a past call or ticket of the customer. */
export const serviceRecordSchema = z.object({
  kind: z.enum(['call', 'ticket']),
  id: z.string(),
  at: z.number(),
  title: z.string(),
  number: z.string().nullable(),
  status: z.string(),
  personName: z.string().nullable(),
})
export type ServiceRecord = z.infer<typeof serviceRecordSchema>

export const customerViewSchema = z.object({
  customer: customerSchema,
  organisationName: z.string(),
  serviceCodes: z.array(serviceCodeSchema),
  history: z.array(serviceRecordSchema),
  openTickets: z.array(ticketRowSchema),
})
export type CustomerView = z.infer<typeof customerViewSchema>

/** Everything the screen pop shows, in one read. `customer` is the proved or chosen one. */
export const callViewSchema = z.object({
  call: callSchema,
  customer: customerViewSchema.nullable(),
  /** The customers that the number matches, for the person to ask about; never a guess shown as fact. */
  candidates: z.array(z.object({ customerId: z.string(), customerName: z.string(), contactName: z.string(), region: z.string() })),
  /** The ticket opened from this call, if any. */
  tickets: z.array(ticketRowSchema),
})
export type CallView = z.infer<typeof callViewSchema>

/** A piece of text, `isHit` where it matched. */
export const highlightSchema = z.array(z.object({ text: z.string(), isHit: z.boolean() }))
export type Highlight = z.infer<typeof highlightSchema>

export const articleHitSchema = z.object({
  id: articleIdSchema,
  title: highlightSchema,
  excerpt: highlightSchema,
  product: z.string(),
  solvedCount: z.number(),
  /** Why it is shown without being asked for; empty in search results. */
  reasons: z.array(z.object({ kind: z.enum(['words', 'problemDomain', 'product', 'solvedSimilar']), text: z.string() })),
})
export type ArticleHit = z.infer<typeof articleHitSchema>

/** What the server refused, with everything the person wrote. */
export const attentionItemSchema = z.object({
  commandId: commandIdSchema,
  name: z.string(),
  args: z.record(z.string(), z.unknown()),
  at: z.number(),
  failure: failureSchema,
})
export type AttentionItem = z.infer<typeof attentionItemSchema>

export const syncStatusSchema = z.object({
  connection: z.enum(['connecting', 'live', 'behind', 'offline', 'refused']),
  /** Since when the connection is as it is; ms UTC. */
  since: z.number(),
  /** Feed entries not yet taken. */
  behind: z.number(),
  /** Own commands not yet answered. */
  pending: z.number(),
  /** Refused commands a person has not looked at. */
  attention: z.number(),
  /** The first filling of the replica; null when done. */
  bootstrap: z.object({ done: z.number(), total: z.number() }).nullable(),
  /** Why the connection is refused. */
  failure: failureSchema.nullable(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const agentViewSchema = z.object({ agent: agentSchema.nullable() })

export const articleViewSchema = z.object({ article: articleSchema })
