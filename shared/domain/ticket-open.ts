import { z } from 'zod'
import { callIdSchema, ticketIdSchema } from '../ids'
import { callCustomerId, isColleagueCall, type Call } from './call'
import { isCallOf } from './call-desk'
import { accept, reject, type Context, type Decision } from './decision'
import { entitlementOf, type Entitlement } from './entitlement'
import { maxTicketText } from './limits'
import { problemDomainSchema } from './problem-domain'
import { prioritySchema, referralSchema, ticketKindSchema, type Referral, type Ticket, type TicketKind } from './ticket'
import { subjectSchema } from './ticket-edit'
import type { TicketFact, TicketOpened } from './ticket-events'
import { takenBy } from './ticket-taken'

export const openTicketSchema = z.object({
  ticketId: ticketIdSchema,
  callId: callIdSchema,
  kind: ticketKindSchema,
  subject: subjectSchema,
  description: z.string().max(maxTicketText.description),
  priority: prioritySchema,
  problemDomain: problemDomainSchema.nullable(),
  product: z.string().max(maxTicketText.product),
  productVersion: z.string().max(maxTicketText.productVersion),
  callerName: z.string().max(maxTicketText.callerName),
  callerPhone: z.string().max(maxTicketText.callerPhone),
  company: z.string().max(maxTicketText.company).optional(),
  referral: referralSchema.nullable(),
})
type OpenTicket = z.infer<typeof openTicketSchema>

/**
 * What may be opened for a caller: the policy of `domain.md`, identity, in one table. Referral and complaint are always
 * open.
 */
export const openableKinds = (entitlement: Entitlement): readonly TicketKind[] => {
  switch (entitlement.level) {
    case 'technical':
      return ['technical', 'business', 'referral', 'complaint']
    case 'product':
    case 'business':
      return ['business', 'referral', 'complaint']
    case 'none':
      return ['referral', 'complaint']
  }
}

/** The facts of a referral that are still missing, by field name. */
export const missingReferralFacts = (referral: Omit<Referral, 'organisationId'>): string[] =>
  (['name', 'company', 'phone', 'product', 'version'] as const).filter((field) => referral[field].trim() === '')

/** Why a ticket may not be of a kind; null where it may. A referral needs its facts and its organisation. */
export const refusedKind = (
  { kind, referral }: { kind: TicketKind; referral: Referral | null },
  entitlement: Entitlement,
  context: Context,
): ReturnType<typeof reject> | null => {
  if (!openableKinds(entitlement).includes(kind))
    return reject(kind === 'technical' ? 'technicalNotEntitled' : 'businessNotEntitled')
  if (kind !== 'referral') return null
  if (referral === null) return reject('referralNeedsOrganisation')
  const missing = missingReferralFacts(referral)
  if (missing.length > 0) return reject('referralIncomplete', { missing: missing.join(', ') })
  const isKnown = context.read('organisation', referral.organisationId)?.kind === 'authorised'
  return isKnown ? null : reject('referralNeedsOrganisation')
}

/** A ticket is opened from a call of one's own, of a kind that the caller's entitlement allows. */
export const decideOpen = (state: Ticket | null, args: OpenTicket, context: Context): Decision<TicketFact> => {
  if (state !== null) return reject('alreadyExists')
  const call = context.read('call', args.callId)
  if (call === null) return reject('notFound')
  const isOwn = context.actor.kind !== 'person' || isCallOf(call, context.actor.id)
  if (!isOwn) return reject('callNotForYou')
  if (isColleagueCall(call)) return reject('callOfColleagues')
  const customerId = callCustomerId(call)
  const customer = customerId === null ? null : context.read('customer', customerId)
  const entitlement = entitlementOf(call, customer, context.now)
  return (
    refusedKind(args, entitlement, context) ??
    accept({ name: 'ticket.opened', data: { ticket: openedFrom(args, call, customerId) } }, takenBy(context.actor))
  )
}

const openedFrom = (args: OpenTicket, call: Call, customerId: Ticket['customerId']): TicketOpened => ({
  id: args.ticketId,
  kind: args.kind,
  subject: args.subject,
  description: args.description,
  priority: args.priority,
  problemDomain: args.problemDomain,
  product: args.product,
  productVersion: args.productVersion,
  queue: call.queue,
  callId: args.callId,
  customerId,
  callerName: args.callerName,
  callerPhone: args.callerPhone,
  ...(args.company === undefined ? {} : { company: args.company }),
  referral: args.kind === 'referral' ? args.referral : null,
})
