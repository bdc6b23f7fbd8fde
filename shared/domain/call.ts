import { z } from 'zod'
import { openObject } from '../open-object'
import { callIdSchema, customerIdSchema, personIdSchema, serviceCodeIdSchema } from '../ids'
import { personAudience, type Audience } from './audience'
import { menuPathSchema, queueSchema } from './queue'
import { problemDomainSchema } from './problem-domain'
import { instantSchema } from './time'

/** What the check of code and password said. A refused or locked code says nothing about whose it is. */
export const callIdentitySchema = z.discriminatedUnion('status', [
  openObject({ status: z.literal('none') }),
  openObject({ status: z.literal('refused') }),
  openObject({ status: z.literal('locked') }),
  openObject({
    status: z.literal('expired'),
    serviceCodeId: serviceCodeIdSchema,
    customerId: customerIdSchema,
    maskedCode: z.string().max(20),
    validUntil: instantSchema,
  }),
  openObject({
    status: z.literal('verified'),
    serviceCodeId: serviceCodeIdSchema,
    customerId: customerIdSchema,
    maskedCode: z.string().max(20),
    validUntil: instantSchema,
  }),
])
export type CallIdentity = z.infer<typeof callIdentitySchema>

/** 小结: how a call ended for the caller. */
export const dispositions = [
  'solved',
  'ticketOpened',
  'advised',
  'referred',
  'complaint',
  'policyExplained',
  'dropped',
  'wrongNumber',
] as const
export const dispositionSchema = z.enum(dispositions)
export type Disposition = z.infer<typeof dispositionSchema>

/** More telephones than a call keeps ring nowhere here. */
export const rungLimit = 200

export const hangupCauses = [
  'normalClearing',
  'busy',
  'cancel',
  'noAnswer',
  'congestion',
  'notFound',
  'forwarded',
  'timedOut',
  'other',
] as const
export const hangupCauseSchema = z.enum(hangupCauses)

/**
 * 来电. Its phases:
 *
 *   menu ──rang──▶ ringing ──answered──▶ talking ──ended──▶ ended ──disposed──▶ (ended, with disposition)
 *     └──────────────┴───────────────ended──────────────────▲
 *
 * Events come late, twice and out of order: `ended` is final, an answer after it changes nothing.
 */
export const callSchema = openObject({
  id: callIdSchema,
  phase: z.enum(['menu', 'ringing', 'talking', 'ended']),
  direction: z.enum(['in', 'out']),
  /** E.164, an extension, or null where the caller hid it or the exchange never said. */
  from: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
  queue: queueSchema,
  menuPath: menuPathSchema.nullable(),
  problemDomain: problemDomainSchema.nullable(),
  identity: callIdentitySchema,
  /** Customers with a contact of this number: a list to ask about, never proof. */
  candidates: z.array(openObject({ customerId: customerIdSchema, contactId: z.uuid() })).max(50),
  /** The customer that a person chose among the candidates after asking. */
  chosenCustomerId: customerIdSchema.nullable(),
  rung: z.array(personIdSchema).max(rungLimit),
  answeredBy: personIdSchema.nullable(),
  startedAt: instantSchema,
  rangAt: instantSchema.nullable(),
  answeredAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  cause: hangupCauseSchema.nullable(),
  disposition: dispositionSchema.nullable(),
  dispositionNote: z.string().max(2000),
})
export type Call = z.infer<typeof callSchema>

/** The customer this call is about: proved by the code, else chosen by a person; null while nobody knows. */
export const callCustomerId = (call: Call): Call['chosenCustomerId'] =>
  call.identity.status === 'verified' || call.identity.status === 'expired'
    ? call.identity.customerId
    : call.chosenCustomerId

/** Ringing reaches the people rung and nobody else; once ended and told whose, it is part of the customer's history. */
export const callAudiences = (call: Call): Audience[] => {
  const people = call.answeredBy === null ? call.rung : [call.answeredBy]
  const audiences: Audience[] = [...people.map(personAudience), 'supervision']
  if (call.phase === 'ended' && callCustomerId(call) !== null) audiences.push('vendor')
  return audiences
}
