import { z } from 'zod'
import { agentSchema } from '../domain/agent'
import { articleSchema } from '../domain/article'
import { callSchema } from '../domain/call'
import { customerSchema } from '../domain/customer'
import { serviceCodeSchema } from '../domain/service-code'
import { slaRunSchema, ticketSchema } from '../domain/ticket'
import { nouns } from '../domain/register'
import { instantSchema } from '../domain/time'
import { articleIdSchema, commandIdSchema, organisationIdSchema, ticketIdSchema } from '../ids'
import { openObject } from '../open-object'
import { wireEventSchema } from '../protocol/feed'
import { failureSchema } from '../result'

/**
 * What the page reads of the replica. `isPending`: something of it has not reached the server yet. Nothing in it runs
 * with the time: what is left of a limit is worked out on the page, which ticks.
 */

export const ticketRowSchema = openObject({
  ...ticketSchema.pick({
    id: true,
    number: true,
    kind: true,
    status: true,
    subject: true,
    priority: true,
    problemDomain: true,
    customerId: true,
    ownerId: true,
    callerName: true,
    openedAt: true,
    updatedAt: true,
  }).shape,
  customerName: z.string().nullable(),
  /** The caller's company in their own words; null where the customer is known or nobody wrote it. */
  company: z.string().nullable(),
  ownerName: z.string().nullable(),
  isPending: z.boolean(),
  /** When its time limit ran, for `resolveClock`; null where it is solved, or older than time limits. */
  runs: z.array(slaRunSchema).nullable(),
  /** Since when it is the first line's; null where that has no clock. */
  firstLineSince: instantSchema.nullable(),
  /** Whose promise counts; null for the vendor's. */
  organisationId: organisationIdSchema.nullable(),
})
export type TicketRow = z.infer<typeof ticketRowSchema>

export const timelineEventSchema = openObject({
  ...wireEventSchema.shape,
  byName: z.string().nullable(),
  isPending: z.boolean(),
})
export type TimelineEvent = z.infer<typeof timelineEventSchema>

/**
 * The state of a ticket's file on this machine: all of it here, some of it, or none. `movedBytes` counts up while it
 * travels.
 */
export const fileStateSchema = z.object({
  state: z.enum(['here', 'sending', 'fetching', 'absent']),
  movedBytes: z.number(),
})
export type FileState = z.infer<typeof fileStateSchema>

/** The fields for whose words only a newer version has names: what is shown there stands in for them. */
const newerSchema = z.array(z.string())

export const ticketViewSchema = z.object({
  ticket: ticketSchema,
  /** Also of its customer and call. */
  newer: newerSchema,
  /** By hash, for every file of `ticket.attachments`. */
  files: z.record(z.string(), fileStateSchema),
  customer: customerSchema.nullable(),
  call: callSchema.nullable(),
  timeline: z.array(timelineEventSchema),
  /** The linked articles' titles, in the order of `ticket.articles`. */
  articleTitles: z.record(z.string(), z.string()),
  /** The names of the customers that the time-line speaks of, as far as they are here. */
  names: z.record(z.string(), z.string()),
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
  newer: newerSchema,
  organisationName: z.string(),
  serviceCodes: z.array(serviceCodeSchema),
  history: z.array(serviceRecordSchema),
  openTickets: z.array(ticketRowSchema),
})
export type CustomerView = z.infer<typeof customerViewSchema>

/** Everything the screen pop shows, in one read. `customer` is the proved or chosen one. */
export const callViewSchema = z.object({
  call: callSchema,
  /** Also of its customer. */
  newer: newerSchema,
  customer: customerViewSchema.nullable(),
  /** The customers that the number matches, for the person to ask about; never a guess shown as fact. */
  candidates: z.array(
    z.object({ customerId: z.string(), customerName: z.string(), contactName: z.string(), region: z.string() }),
  ),
  /** The tickets opened from this call and from those that it carries on. */
  tickets: z.array(ticketRowSchema),
  /** Of everybody who has to do with the call, by id; '' where the person is unknown here. */
  names: z.record(z.string(), z.string()),
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
  reasons: z.array(
    z.object({ kind: z.enum(['words', 'problemDomain', 'product', 'solvedSimilar']), text: z.string() }),
  ),
})
export type ArticleHit = z.infer<typeof articleHitSchema>

/**
 * An own command with what it is about. `title` is the subject or name as it is shown now; null where it is not here.
 */
const ownCommand = {
  commandId: commandIdSchema,
  name: z.string(),
  args: z.record(z.string(), z.unknown()),
  noun: z.string(),
  entityId: z.string(),
  title: z.string().nullable(),
  number: z.string().nullable(),
  /** The device's clock, and the same moment corrected by its measured offset. */
  at: z.number(),
  actedAt: z.number(),
}

/**
 * What the server refused, with everything the person wrote. `current` is the document as it is shown now, for a
 * comparison field by field; null where it is not, or no longer, here.
 */
export const attentionItemSchema = z.object({
  ...ownCommand,
  failure: failureSchema,
  current: z.record(z.string(), z.unknown()).nullable(),
})
export type AttentionItem = z.infer<typeof attentionItemSchema>

/** One line of what left or will leave this desk. `settledAt`: when the server answered or the person dismissed it. */
export const outboxItemSchema = z.object({
  ...ownCommand,
  state: z.enum(['waiting', 'sent', 'dismissed']),
  settledAt: z.number().nullable(),
})
export type OutboxItem = z.infer<typeof outboxItemSchema>

/** 随身携带: what is available offline, how old it is and what is missing. */
export const availableOfflineSchema = z.object({
  documents: z.array(z.object({ noun: z.enum(nouns), count: z.number() })),
  replicaBytes: z.number(),
  filesBytes: z.number(),
  /** The last moment at which all of it was known to be as on the server; null before the first filling is done. */
  asOf: z.number().nullable(),
  /** Until when it may be read without the server; null where there never was a lease. */
  leaseUntil: z.number().nullable(),
  /** The person's open tickets with what of them is not here yet. */
  tickets: z.array(
    z.object({
      ticketId: ticketIdSchema,
      number: z.string().nullable(),
      subject: z.string(),
      customerName: z.string().nullable(),
      files: z.number(),
      filesHere: z.number(),
      missingBytes: z.number(),
    }),
  ),
  /** Files under way; null when nothing is. */
  fetching: z.object({ doneBytes: z.number(), totalBytes: z.number() }).nullable(),
})
export type AvailableOffline = z.infer<typeof availableOfflineSchema>

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
  /** Own files that the server has not got yet. */
  uploads: z.object({ files: z.number(), leftBytes: z.number() }),
  /**
   * The last moment at which everything here was known to be as on the server; null before the first filling is done.
   */
  asOf: z.number().nullable(),
  /** Server's clock minus this device's, ms; null before it was ever measured. */
  clockOffsetMs: z.number().nullable(),
  /** Why the connection is refused. */
  failure: failureSchema.nullable(),
})
export type SyncStatus = z.infer<typeof syncStatusSchema>

export const agentViewSchema = z.object({ agent: agentSchema.nullable() })

export const articleViewSchema = z.object({ article: articleSchema })
