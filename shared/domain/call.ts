import { z } from 'zod'
import { openObject } from '../open-object'
import { callIdSchema, customerIdSchema, personIdSchema, serviceCodeIdSchema, type PersonId } from '../ids'
import { personAudience, type Audience } from './audience'
import { maxCallNote, maxRemark } from './limits'
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

/** Whether the code and password were right, so that it is known whose code it is, in force or not. */
export const isOwnerKnown = (
  identity: CallIdentity,
): identity is Extract<CallIdentity, { status: 'verified' | 'expired' }> =>
  identity.status === 'verified' || identity.status === 'expired'

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
/** More than one call is handed on, and more than anybody notes while talking. */
export const talkLimit = 50
export const noteLimit = 200
export const earlierLimit = 20

/** One person's part of a call: `until` null while they talk; their own 小结 where the call went on without them. */
const talkSchema = openObject({
  personId: personIdSchema,
  from: instantSchema,
  until: instantSchema.nullable(),
  disposition: dispositionSchema.nullable(),
  note: z.string().max(maxRemark),
})
export type Talk = z.infer<typeof talkSchema>

/** 通话笔记: what somebody wrote down while talking; it goes with the call to whoever takes it next. */
const callNoteSchema = openObject({ by: personIdSchema, at: instantSchema, text: z.string().max(maxCallNote) })
export type CallNote = z.infer<typeof callNoteSchema>

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
 *                              answered by another: 转接, who talked before wraps up their own part
 *
 * Events come late, twice and out of order: `ended` is final, an answer after it changes nothing. The fields that may
 * be absent are those of wire 3.
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
  dispositionNote: z.string().max(maxRemark),
  /** Who talked, in order; `answeredBy` is the last of them. */
  talks: z.array(talkSchema).max(talkLimit).optional(),
  /** People it rings for so that it is handed to them, while another still talks. */
  transferRung: z.array(personIdSchema).max(rungLimit).optional(),
  /** People it rang for and rings no more for: declined, or rung too long. */
  rungBefore: z.array(personIdSchema).max(rungLimit).optional(),
  notes: z.array(callNoteSchema).max(noteLimit).optional(),
  /** The calls that this one carries on, the oldest first: the exchange gave it a new id when it was handed on. */
  earlierIds: z.array(callIdSchema).max(earlierLimit).optional(),
  /** Who handed it on, where it came here under a new id. */
  handedOnBy: personIdSchema.nullable().optional(),
  /** Who dialled, of a call that goes out. */
  dialledBy: personIdSchema.nullable().optional(),
  /** Who calls, where both are colleagues: no customer's call, and nothing follows from it. */
  colleagueId: personIdSchema.nullable().optional(),
  /** A machine answered: nobody talked, and a message was left. */
  hasMessage: z.boolean().optional(),
})
export type Call = z.infer<typeof callSchema>

/** The customer this call is about: proved by the code, else chosen by a person; null while nobody knows. */
export const callCustomerId = (call: Call): Call['chosenCustomerId'] =>
  isOwnerKnown(call.identity) ? call.identity.customerId : call.chosenCustomerId

/** The number at the other end, as `from` and `to` say it; null where it was withheld or never said. */
export const callOtherEnd = (call: Pick<Call, 'direction' | 'from' | 'to'>): string | null =>
  call.direction === 'in' ? call.from : call.to

export const isColleagueCall = (call: Pick<Call, 'colleagueId'>): boolean => (call.colleagueId ?? null) !== null

/** 未接: it came in, it is over, and nobody talked with the caller. */
export const isCallMissed = (call: Call): boolean =>
  call.phase === 'ended' && call.direction === 'in' && call.answeredBy === null && !isContinuedElsewhere(call)

/** The voice menu's own call of a caller who then rang under another id; the call that carries it on says the rest. */
export const isContinuedElsewhere = ({ phase, cause, rangAt, answeredAt }: Call): boolean =>
  phase === 'ended' && cause === 'forwarded' && rangAt === null && answeredAt === null

/** Everybody involved in a call: rung, dialling, talking now or before. Each once. */
export const peopleOfCall = (call: Call): PersonId[] => [
  ...new Set(
    [
      ...(call.answeredBy === null ? call.rung : [call.answeredBy]),
      ...(call.transferRung ?? []),
      ...(call.talks ?? []).map(({ personId }) => personId),
      call.dialledBy ?? null,
      call.colleagueId ?? null,
    ].filter((id) => id !== null),
  ),
]

/** Ringing reaches the people rung and nobody else; once ended, with a known customer, it is part of their history. */
export const callAudiences = (call: Call): Audience[] => {
  const audiences: Audience[] = [...peopleOfCall(call).map(personAudience), 'supervision']
  if (call.phase === 'ended' && callCustomerId(call) !== null) audiences.push('vendor')
  return audiences
}
