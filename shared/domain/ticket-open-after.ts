import { z } from 'zod'
import type { ErrorCode } from '../errors'
import { ticketIdSchema } from '../ids'
import { audiencesMeet } from './audience'
import { accept, reject, type Context, type Decision } from './decision'
import { maxRemark, maxTicketText } from './limits'
import { scopesOf, type Person } from './person'
import { problemDomainSchema } from './problem-domain'
import { callTakers } from './role'
import {
  originReasons,
  originReasonSchema,
  prioritySchema,
  referralSchema,
  ticketAudiences,
  ticketKindSchema,
  type OriginReason,
  type Ticket,
} from './ticket'
import { subjectSchema } from './ticket-edit'
import { entitlementOfTicket, queueForKind } from './ticket-entitlement'
import type { TicketFact, TicketOpened } from './ticket-events'
import { refusedKind } from './ticket-open'
import { takenBy } from './ticket-taken'

export const openAfterSchema = z.object({
  ticketId: ticketIdSchema,
  /** The older ticket, from which customer, caller, product and entitlement are taken. */
  afterTicketId: ticketIdSchema,
  reason: originReasonSchema,
  text: z.string().trim().max(maxRemark),
  kind: ticketKindSchema,
  subject: subjectSchema,
  description: z.string().max(maxTicketText.description),
  priority: prioritySchema,
  problemDomain: problemDomainSchema.nullable(),
  referral: referralSchema.nullable(),
})
type OpenAfter = z.infer<typeof openAfterSchema>

/** Why somebody may open another ticket after this one: a call taker for any of these, others for what they saw. */
export const originReasonsFor = ({ role }: Pick<Person, 'role'>, older: Pick<Ticket, 'callId'>): OriginReason[] =>
  originReasons.filter(
    (reason) =>
      reason === 'seenOnSite' || (callTakers.includes(role) && (reason !== 'secondProblem' || older.callId !== null)),
  )

const reasonFault = (person: Person, older: Ticket, { reason, text }: OpenAfter): ErrorCode | null => {
  if (!originReasonsFor(person, older).includes(reason))
    return callTakers.includes(person.role) ? 'secondProblemNeedsCall' : 'onlySeenOnSite'
  return reason === 'other' && text === '' ? 'originTextMissing' : null
}

/** A ticket without a call of its own: it follows an older one that the person may see. */
export const decideOpenAfter = (state: Ticket | null, args: OpenAfter, context: Context): Decision<TicketFact> => {
  if (state !== null) return reject('alreadyExists')
  const { actor, now, read } = context
  const person = actor.kind === 'person' ? read('person', actor.id) : null
  if (person === null) return reject('notAllowed')
  const older = read('ticket', args.afterTicketId)
  if (older === null) return reject('afterTicketUnknown')
  if (!audiencesMeet(ticketAudiences(older), scopesOf(person))) return reject('afterTicketUnseen')
  const fault = reasonFault(person, older, args)
  if (fault !== null) return reject(fault)
  const call = older.callId === null ? null : read('call', older.callId)
  const customer = older.customerId === null ? null : read('customer', older.customerId)
  const refused = refusedKind(args, entitlementOfTicket(older, call, customer, now), context)
  if (refused !== null) return refused
  const isAway = args.kind === 'referral' && args.referral?.organisationId !== person.organisationId
  if (isAway && person.organisationKind === 'authorised') return reject('referralOwnOrganisation')
  return accept({ name: 'ticket.opened', data: { ticket: openedAfter(args, older) } }, takenBy(actor))
}

const openedAfter = (args: OpenAfter, older: Ticket): TicketOpened => ({
  id: args.ticketId,
  kind: args.kind,
  subject: args.subject,
  description: args.description,
  priority: args.priority,
  problemDomain: args.problemDomain,
  product: older.product,
  productVersion: older.productVersion,
  queue: queueForKind(args.kind, older.queue),
  // A second problem came up in the same call; any other follows without one.
  callId: args.reason === 'secondProblem' ? older.callId : null,
  customerId: older.customerId,
  callerName: older.callerName,
  callerPhone: older.callerPhone,
  ...(older.company === undefined ? {} : { company: older.company }),
  ...(older.customerReason === undefined ? {} : { customerReason: older.customerReason }),
  origin: { reason: args.reason, text: args.text, afterTicketId: older.id },
  referral: args.kind === 'referral' ? args.referral : null,
})
