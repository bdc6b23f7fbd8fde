import { z } from 'zod'
import { personSchema } from '../domain/person'
import { organisationSchema } from '../domain/organisation'
import { problemDomainSchema } from '../domain/problem-domain'
import { fileHashSchema, fileSchema, largestFileBytes } from '../domain/attachment'
import { maxTicketText } from '../domain/limits'
import { remoteCodePattern } from '../domain/remote-code'
import { nouns } from '../domain/register'
import { remoteSessionSchema } from '../domain/remote-session'
import {
  articleIdSchema,
  callIdSchema,
  commandIdSchema,
  customerIdSchema,
  remoteSessionIdSchema,
  ticketIdSchema,
} from '../ids'
import { iceServerSchema, remoteActSchema, remoteMessageSchema } from '../protocol/remote'
import { failureSchema } from '../result'
import { maxArticleSearchText, maxClipboardText, maxSearchText, maxSuggestText } from './limits'
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
  ticketRowSchema,
  ticketViewSchema,
} from './replica-views'
import type { Reads } from './reads'
import { remoteCodeSchema, remoteNowSchema } from './remote-now'
import { settingsChangeSchema, settingsSchema } from './settings'

const nothing = z.null()
/** Bytes cross the bridge as they are. */
const bytesSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= largestFileBytes,
  { error: 'bytes' },
)
const call = <H extends 'main' | 'core', I extends z.ZodType, O extends z.ZodType>(home: H, input: I, output: O) => ({
  home,
  input,
  output,
})
/** A question to the replica; it is asked again when something that it reads changes. */
const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O, reads: Reads) => ({
  home: 'core' as const,
  input,
  output,
  reads,
})

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

/** Whether the local data is open, and what it needs if not. */
export const vaultStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('opening') }),
  z.object({ phase: z.literal('open') }),
  /** No keyring here: a first passphrase is chosen. */
  z.object({ phase: z.literal('needsNewPassphrase') }),
  z.object({ phase: z.literal('needsPassphrase') }),
  z.object({ phase: z.literal('failed'), failure: failureSchema, canSetAside: z.boolean() }),
])
export type VaultState = z.infer<typeof vaultStateSchema>

export const sessionStateSchema = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting') }),
  /**
   * `notice`: why, where the person did not ask for it; `waiting`: own commands that are sent after the next sign-in.
   */
  z.object({ phase: z.literal('signedOut'), notice: failureSchema.nullable(), waiting: z.number() }),
  /**
   * The offline lease is over: only the server, by a sign-in of this person, opens the copy again, until it is erased.
   */
  z.object({
    phase: z.literal('locked'),
    person: personSchema,
    since: z.number(),
    erasesAt: z.number(),
    offlineHours: z.number(),
    waiting: z.number(),
  }),
  z.object({ phase: z.literal('signedIn'), person: personSchema }),
])
export type SessionState = z.infer<typeof sessionStateSchema>

export const ticketFilterSchema = z.object({
  view: z.enum(['mine', 'open', 'recent', 'all']),
  /** Words in number, subject, customer or caller; empty for all. */
  text: z.string().max(maxSearchText),
  limit: z.number().int().min(1).max(20_000),
  /** Last touched first where absent. */
  sort: z.enum(['updated', 'urgency']).optional(),
  /** The server's time for which the list is made: what is most urgent, what was touched lately; now where absent. */
  at: z.number().optional(),
})
export type TicketFilter = z.infer<typeof ticketFilterSchema>

export const suggestInputSchema = z.object({
  text: z.string().max(maxSuggestText),
  problemDomain: problemDomainSchema.nullable(),
  product: z.string().max(maxTicketText.product),
  limit: z.number().int().min(1).max(20),
})

/** A place in the console that a link, a notification or a key can lead to. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.string().max(300) }),
  z.object({ kind: z.literal('ticket'), id: z.string().max(300) }),
  z.object({ kind: z.literal('customer'), id: z.string().max(300) }),
  z.object({ kind: z.literal('article'), id: z.string().max(300) }),
])
export type Place = z.infer<typeof placeSchema>

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
  'app.info': call('main', nothing, appInfoSchema),
  /** A screen that a person can work with is painted. */
  'page.ready': call('main', nothing, nothing),
  'settings.read': call('main', nothing, settingsSchema),
  'settings.change': call('main', settingsChangeSchema, settingsSchema),
  'vault.read': call('main', nothing, vaultStateSchema),
  'vault.unlock': call('main', z.object({ passphrase: z.string().max(1000) }), vaultStateSchema),
  'vault.setAside': call('main', nothing, vaultStateSchema),
  'practice.call': call('main', z.object({ scenario: z.enum(practiceScenarios) }), nothing),
  /** Opens this machine's own browser as the customer of a code of the embedded server. */
  'practice.openCustomer': call('main', z.object({ code: z.string().regex(remoteCodePattern) }), nothing),
  'clipboard.write': call('main', z.object({ text: z.string().max(maxClipboardText) }), nothing),

  'session.read': call('core', nothing, sessionStateSchema),
  'session.signIn': call(
    'core',
    z.object({ login: z.string().trim().min(1).max(100), password: z.string().min(1).max(200) }),
    sessionStateSchema,
  ),
  'session.signOut': call('core', nothing, sessionStateSchema),

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

  'ticket.list': query(ticketFilterSchema, z.array(ticketRowSchema), {
    ticket: true,
    customer: true,
    person: true,
    // Their time limits decide what is most urgent.
    organisation: true,
  }),
  'ticket.read': query(z.object({ ticketId: ticketIdSchema }), ticketViewSchema, {
    ticket: 'ticket.id',
    customer: true,
    call: 'ticket.callId',
    person: true,
    article: true,
  }),
  'ticket.find': call(
    'core',
    z.object({ number: z.string().max(40) }),
    z.object({ ticketId: ticketIdSchema.nullable() }),
  ),
  'presence.open': call('core', z.object({ ticketId: ticketIdSchema.nullable() }), nothing),

  /** Keeps a file (stored by content, encrypted) and issues `ticket.attach`. */
  'attachment.add': call(
    'core',
    z.object({
      ticketId: ticketIdSchema,
      name: fileSchema.shape.name,
      mediaType: fileSchema.shape.mediaType,
      bytes: bytesSchema,
    }),
    z.object({ hash: fileHashSchema }),
  ),
  /** The whole file; fetched first where it is not here and the server can be reached. */
  'attachment.read': call(
    'core',
    z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
    z.object({ bytes: bytesSchema, name: z.string(), mediaType: z.string() }),
  ),
  /** Asks where to save it. `isSaved` is false where the person cancelled. */
  'attachment.save': call(
    'main',
    z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
    z.object({ isSaved: z.boolean() }),
  ),

  /** Asks for a code and joins the session as its agent. Online only: nothing of it waits. */
  'remote.request': call('core', z.object({ ticketId: ticketIdSchema }), remoteCodeSchema),
  /** Joins an own session that is still open, as after the console was killed. */
  'remote.join': call('core', z.object({ sessionId: remoteSessionIdSchema }), nothing),
  'remote.read': call('core', nothing, remoteNowSchema.nullable()),
  'remote.send': call('core', z.object({ message: remoteMessageSchema }), nothing),
  'remote.act': call('core', z.object({ act: remoteActSchema }), nothing),
  /** Leaves the session without ending it. */
  'remote.leave': call('core', nothing, nothing),
  /** The person's own sessions that are open or lack their closing note, the latest first. */
  'remote.listMine': query(nothing, z.array(remoteSessionSchema), { remoteSession: true }),

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
