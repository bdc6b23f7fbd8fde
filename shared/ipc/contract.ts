import { z } from 'zod'
import { fileHashSchema } from '../domain/attachment'
import { maxTicketText } from '../domain/limits'
import { organisationSchema } from '../domain/organisation'
import { problemDomainSchema } from '../domain/problem-domain'
import { remoteCodePattern } from '../domain/remote-code'
import { nouns } from '../domain/register'
import {
  articleIdSchema,
  callIdSchema,
  commandIdSchema,
  customerIdSchema,
  remoteSessionIdSchema,
  ticketIdSchema,
} from '../ids'
import { iceServerSchema, remoteMessageSchema } from '../protocol/remote'
import { call, nothing, query } from './define-call'
import { maxArticleSearchText, maxClipboardText, maxSearchText, maxSuggestText } from './limits'
import type { Reads } from './reads'
import { matterCalls } from './matter-calls'
import { orderCalls } from './order-calls'
import { scheduleCalls } from './schedule-calls'
import { placeSchema } from './place'
import { remoteCalls } from './remote-calls'
import { remoteNowSchema } from './remote-now'
import {
  agentViewSchema,
  articleHitSchema,
  articleViewSchema,
  attentionItemSchema,
  callViewSchema,
  availableOfflineSchema,
  customerViewSchema,
  fileStateSchema,
  outboxItemSchema,
  syncStatusSchema,
} from './replica-views'
import { sessionCalls, sessionStateSchema, vaultStateSchema } from './session-calls'
import { settingsChangeSchema, settingsSchema } from './settings'
import { ticketCalls } from './ticket-calls'

export type { SessionState, VaultState } from './session-calls'
export type { Place } from './place'
export type { TicketFilter } from './ticket-calls'

export const appInfoSchema = z.object({
  version: z.string(),
  electron: z.string(),
  wireVersion: z.number(),
  /** Where this console's server is; embedded servers are named by their local address. */
  server: z.string(),
  /** The embedded one always carries demo data. */
  isEmbedded: z.boolean(),
  /** HOTLINE_SERVER names it, so that the settings cannot change it. */
  isFixed: z.boolean(),
})

export const suggestInputSchema = z.object({
  text: z.string().max(maxSuggestText),
  problemDomain: problemDomainSchema.nullable(),
  product: z.string().max(maxTicketText.product),
  limit: z.number().int().min(1).max(20),
})

export const practiceScenarios = [
  'verified',
  'wrongCode',
  'expiredCode',
  'noCode',
  'noContract',
  'unregistered',
  'manyMatches',
  'unknownNumber',
  'codeQuestion',
  'complaint',
] as const

/** Everything a page may ask. The name is the same word from the page to the handler. */
export const calls = {
  ...sessionCalls,
  ...ticketCalls,
  ...remoteCalls,
  ...orderCalls,
  ...scheduleCalls,
  ...matterCalls,

  'app.info': call('main', nothing, appInfoSchema),
  /** A screen that a person can work with is painted. */
  'page.ready': call('main', nothing, nothing),
  'settings.read': call('main', nothing, settingsSchema),
  'settings.change': call('main', settingsChangeSchema, settingsSchema),
  'practice.call': call('main', z.object({ scenario: z.enum(practiceScenarios) }), nothing),
  /** Opens this machine's own browser as the customer of a code of the embedded server. */
  'practice.openCustomer': call('main', z.object({ code: z.string().regex(remoteCodePattern) }), nothing),
  'clipboard.write': call('main', z.object({ text: z.string().max(maxClipboardText) }), nothing),

  'sync.read': call('core', nothing, syncStatusSchema),
  'sync.listAttention': call('core', nothing, z.array(attentionItemSchema)),
  'sync.dismissAttention': call('core', z.object({ commandId: commandIdSchema }), nothing),
  /**
   * Replaces a refused command: `args` are what the person chose; the refused one is removed in the same
   * transaction.
   */
  'sync.resolveAttention': call(
    'core',
    z.object({ commandId: commandIdSchema, name: z.string().max(80), args: z.record(z.string(), z.unknown()) }),
    z.object({ commandId: commandIdSchema }),
  ),
  /** What waits, oldest first, then what was sent or dismissed lately, newest first. */
  'sync.listOutbox': call('core', nothing, z.array(outboxItemSchema)),
  'sync.reconnect': call('core', nothing, nothing),

  'command.issue': call(
    'core',
    z.object({ name: z.string().max(80), args: z.record(z.string(), z.unknown()) }),
    z.object({ commandId: commandIdSchema }),
  ),

  'call.listLive': query(nothing, z.array(callViewSchema), {
    call: true,
    customer: true,
    organisation: true,
    serviceCode: true,
    ticket: true,
    person: true,
  }),
  'call.read': query(z.object({ callId: callIdSchema }), callViewSchema, {
    // Its customer's other calls are in the history.
    call: true,
    customer: true,
    organisation: true,
    serviceCode: true,
    ticket: true,
    person: true,
  }),
  'agent.read': query(nothing, agentViewSchema, { agent: 'agent.id' }),

  'presence.open': call('core', z.object({ ticketId: ticketIdSchema.nullable() }), nothing),

  'prefetch.read': call('core', nothing, availableOfflineSchema),
  /** Fetches what is missing of the person's open tickets; `prefetch.changed` reports the progress. */
  'prefetch.start': call('core', nothing, availableOfflineSchema),
  'prefetch.cancel': call('core', nothing, availableOfflineSchema),

  'customer.find': query(
    z.object({ text: z.string().max(maxSearchText), limit: z.number().int().min(1).max(200) }),
    z.array(z.object({ id: customerIdSchema, name: z.string(), region: z.string() })),
    { customer: true },
  ),
  'customer.read': query(z.object({ customerId: customerIdSchema }), customerViewSchema, {
    customer: 'customer.id',
    organisation: true,
    serviceCode: true,
    ticket: true,
    call: true,
    person: true,
  }),
  'organisation.list': query(nothing, z.array(organisationSchema), { organisation: true }),

  'article.search': query(
    z.object({ text: z.string().max(maxArticleSearchText), limit: z.number().int().min(1).max(100) }),
    z.array(articleHitSchema),
    { article: true },
  ),
  'article.suggest': query(suggestInputSchema, z.array(articleHitSchema), { article: true }),
  'article.read': query(z.object({ articleId: articleIdSchema }), articleViewSchema, { article: 'article.id' }),
} as const
export type Calls = typeof calls
export type CallName = keyof Calls
export type CallInput<N extends CallName> = z.input<Calls[N]['input']>
/** The questions to the replica. */
export type QueryName = { [N in CallName]: Calls[N] extends { reads: Reads } ? N : never }[CallName]
export type CallOutput<N extends CallName> = z.output<Calls[N]['output']>

/** Facts that a page is notified of: in the past, with ids; the page reads again what it shows. */
export const events = {
  /**
   * With changed calls, `live` is what `call.listLive` would answer now: a ringing call is shown without reading
   * back.
   */
  'replica.changed': z.object({
    changed: z.array(z.object({ noun: z.enum(nouns), id: z.string() })),
    live: z.array(callViewSchema).optional(),
  }),
  'sync.changed': syncStatusSchema,
  'prefetch.changed': availableOfflineSchema,
  /** The transfer of a file has progressed; at most some ten times a second. */
  'file.moved': z.object({ hash: fileHashSchema, fileState: fileStateSchema }),
  'session.changed': sessionStateSchema,
  'vault.changed': vaultStateSchema,
  'settings.changed': settingsSchema,
  'presence.changed': z.object({
    ticketId: ticketIdSchema,
    people: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  'place.requested': placeSchema,
  /** Null: this desk takes part in no remote session any more. */
  'remote.changed': remoteNowSchema.nullable(),
  'remote.message': remoteMessageSchema,
  /** Joined, for the first time or again. */
  'remote.joined': z.object({ sessionId: remoteSessionIdSchema, iceServers: z.array(iceServerSchema) }),
} as const
export type Events = typeof events
export type EventName = keyof Events
export type EventBody<N extends EventName> = z.output<Events[N]>
