import type { z } from 'zod'
import { agentSchema, agentAudiences, type Agent } from './agent'
import { articleAudiences, articleSchema, type Article } from './article'
import type { Audience } from './audience'
import { callAudiences, callSchema, type Call } from './call'
import { customerAudiences, customerSchema, type Customer } from './customer'
import { organisationAudiences, organisationSchema, type Organisation } from './organisation'
import { personAudiences, personSchema, type Person } from './person'
import { serviceCodeSchema, type ServiceCode } from './service-code'
import { ticketAudiences, ticketSchema, type Ticket } from './ticket'

/**
 * Everything that is replicated, by noun, in the order a fresh console needs it: what is read on ringing comes first.
 */
export type Documents = {
  organisation: Organisation
  person: Person
  agent: Agent
  customer: Customer
  serviceCode: ServiceCode
  call: Call
  ticket: Ticket
  article: Article
}
export type Noun = keyof Documents

export const nouns = [
  'organisation',
  'person',
  'agent',
  'customer',
  'serviceCode',
  'call',
  'ticket',
  'article',
] as const satisfies readonly Noun[]

export const documentSchemas: { [N in Noun]: z.ZodType<Documents[N]> } = {
  organisation: organisationSchema,
  person: personSchema,
  agent: agentSchema,
  customer: customerSchema,
  serviceCode: serviceCodeSchema,
  call: callSchema,
  ticket: ticketSchema,
  article: articleSchema,
}

/** Nouns whose events travel with them, because a screen shows them as a time-line. */
export const hasTimeline = (noun: Noun): boolean => noun === 'ticket'

/**
 * Who may receive each noun. A service code follows its customer, so its audience is asked with the customer in hand:
 * see `serviceCodeAudiences`.
 */
export const audienceRules: { [N in Exclude<Noun, 'serviceCode'>]: (document: Documents[N]) => Audience[] } = {
  organisation: organisationAudiences,
  person: personAudiences,
  agent: agentAudiences,
  customer: customerAudiences,
  call: callAudiences,
  ticket: ticketAudiences,
  article: articleAudiences,
}
