import type { z } from 'zod'
import { agentAudiences, agentSchema } from './agent'
import { agentCommands, agentEvents, agentSystemCommands } from './agent-rules'
import { articleAudiences, articleSchema } from './article'
import { articleCommands, articleEvents, articleSystemCommands } from './article-rules'
import type { Audience } from './audience'
import { callAudiences, callSchema } from './call'
import { callCommands, callSystemCommands } from './call-commands'
import { callEvents } from './call-events'
import { customerAudiences, customerSchema, type Customer } from './customer'
import { customerCommands, customerEvents, customerSystemCommands } from './customer-rules'
import type { CommandRule, EventRules, SystemCommandRule } from './define-noun'
import type { Documents, Noun } from './document'
import { organisationAudiences, organisationSchema } from './organisation'
import { personAudiences, personSchema } from './person'
import { remoteSessionSchema } from './remote-session'
import { remoteSessionCommands, remoteSessionSystemCommands } from './remote-session-commands'
import { remoteSessionEvents } from './remote-session-events'
import { scheduleAudiences, scheduleSchema } from './schedule'
import { scheduleCommands, scheduleSystemCommands } from './schedule-commands'
import { scheduleEvents } from './schedule-events'
import { serviceCodeSchema } from './service-code'
import { ticketAudiences, ticketSchema } from './ticket'
import { ticketWorkers } from './handlers'
import { ticketCommands, ticketSystemCommands } from './ticket-commands'
import { ticketEvents } from './ticket-events'
import { workOrderAudiences, workOrderSchema } from './work-order'
import { workOrderCommands, workOrderSystemCommands } from './work-order-commands'
import { workOrderEvents } from './work-order-events'

/** What changes a noun's documents. */
export type NounRules<S> = {
  /** The argument by which a command names its document. */
  idField: string
  /** The nouns that its rules look at beside their own document; reading another one throws. */
  reads: readonly Noun[]
  commands: Record<string, CommandRule>
  systemCommands: Record<string, SystemCommandRule>
  events: EventRules<S>
}

/** A document that belongs to another one: whoever may receive that may receive it. */
export type Follows = { follows: Noun; by: string }

/** @param parent the document that `looksAt` names; null where there is none */
type AudiencesOf<S> = (document: S, parent: Documents[Noun] | null) => Audience[]

type NounDefinition<S> = {
  schema: z.ZodType<S>
  /** Who may receive a document. */
  audiences: AudiencesOf<S> | Follows
  /** The document that its own audiences look at as well. */
  looksAt?: Follows
  /** Who may act on a document, where those are fewer than may receive it. */
  handledBy?: (document: S) => Audience[]
  /** Its events travel with it, because a screen shows them as a time-line. */
  hasTimeline?: boolean
  /** Absent where administration writes the documents as they are. */
  rules?: NounRules<S>
}

/**
 * The nouns: everything that is replicated and what is known of each, in the order a fresh console needs it: what is
 * read on ringing comes first.
 */
export const register = {
  organisation: { schema: organisationSchema, audiences: organisationAudiences },
  person: { schema: personSchema, audiences: personAudiences },
  agent: {
    schema: agentSchema,
    audiences: agentAudiences,
    rules: {
      idField: 'personId',
      reads: [],
      commands: agentCommands,
      systemCommands: agentSystemCommands,
      events: agentEvents,
    },
  },
  customer: {
    schema: customerSchema,
    audiences: customerAudiences,
    rules: {
      idField: 'customerId',
      reads: ['call', 'ticket', 'person'],
      commands: customerCommands,
      systemCommands: customerSystemCommands,
      events: customerEvents,
    },
  },
  serviceCode: { schema: serviceCodeSchema, audiences: { follows: 'customer', by: 'customerId' } },
  call: {
    schema: callSchema,
    audiences: callAudiences,
    rules: {
      idField: 'callId',
      reads: ['call', 'customer', 'person'],
      commands: callCommands,
      systemCommands: callSystemCommands,
      events: callEvents,
    },
  },
  ticket: {
    schema: ticketSchema,
    audiences: (ticket, customer) => ticketAudiences(ticket, customer as Customer | null),
    looksAt: { follows: 'customer', by: 'customerId' },
    handledBy: ticketWorkers,
    hasTimeline: true,
    rules: {
      idField: 'ticketId',
      reads: ['call', 'customer', 'organisation', 'article', 'person', 'ticket'],
      commands: ticketCommands,
      systemCommands: ticketSystemCommands,
      events: ticketEvents,
    },
  },
  remoteSession: {
    schema: remoteSessionSchema,
    audiences: { follows: 'ticket', by: 'ticketId' },
    hasTimeline: true,
    rules: {
      idField: 'sessionId',
      reads: ['ticket'],
      commands: remoteSessionCommands,
      systemCommands: remoteSessionSystemCommands,
      events: remoteSessionEvents,
    },
  },
  workOrder: {
    schema: workOrderSchema,
    audiences: workOrderAudiences,
    hasTimeline: true,
    rules: {
      idField: 'orderId',
      reads: ['ticket', 'organisation', 'person'],
      commands: workOrderCommands,
      systemCommands: workOrderSystemCommands,
      events: workOrderEvents,
    },
  },
  schedule: {
    schema: scheduleSchema,
    audiences: scheduleAudiences,
    rules: {
      idField: 'personId',
      reads: ['workOrder', 'person', 'organisation'],
      commands: scheduleCommands,
      systemCommands: scheduleSystemCommands,
      events: scheduleEvents,
    },
  },
  article: {
    schema: articleSchema,
    audiences: articleAudiences,
    rules: {
      idField: 'articleId',
      reads: [],
      commands: articleCommands,
      systemCommands: articleSystemCommands,
      events: articleEvents,
    },
  },
} as const satisfies { [N in Noun]: NounDefinition<Documents[N]> }

/** The nouns that have commands. */
export type RuledNoun = { [N in Noun]: (typeof register)[N] extends { rules: unknown } ? N : never }[Noun]

const definitionOf = (noun: Noun): NounDefinition<never> => register[noun] as unknown as NounDefinition<never>

export const nouns = Object.keys(register) as [Noun, ...Noun[]]
/** Where a fresh console is in `nouns`, its order is that of the register. */
export const documentSchemas = Object.fromEntries(nouns.map((noun) => [noun, register[noun].schema])) as unknown as {
  [N in Noun]: z.ZodType<Documents[N]>
}
export const hasTimeline = (noun: Noun): boolean => definitionOf(noun).hasTimeline ?? false

/** @returns who may receive a document of this noun, or the noun that it follows */
export const audiencesRule = (noun: Noun): AudiencesOf<Documents[Noun]> | Follows =>
  definitionOf(noun).audiences as AudiencesOf<Documents[Noun]> | Follows

/** @returns the noun at whose document the audiences of this noun look; null where they look at none */
export const lookedAt = (noun: Noun): Follows | null => {
  const { audiences, looksAt } = definitionOf(noun)
  return typeof audiences === 'function' ? (looksAt ?? null) : audiences
}

/** @returns who may act on a document; null where everyone who may receive it may */
export const handledBy = (noun: Noun, document: Documents[Noun]): Audience[] | null =>
  definitionOf(noun).handledBy?.(document as never) ?? null

/** @throws for a noun without rules */
export const rulesOf = <N extends RuledNoun>(noun: N): NounRules<Documents[N]> =>
  register[noun].rules as unknown as NounRules<Documents[N]>
