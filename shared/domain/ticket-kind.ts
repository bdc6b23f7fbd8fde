import { z } from 'zod'
import { ticketIdSchema } from '../ids'
import { accept, reject, type Context, type Decision } from './decision'
import { maxTicketText } from './limits'
import { referralSchema, ticketKindSchema, type Ticket } from './ticket'
import { entitlementOfTicket, queueForKind } from './ticket-entitlement'
import type { TicketFact } from './ticket-events'
import { refusedKind } from './ticket-open'

export const changeKindSchema = z.object({
  ticketId: ticketIdSchema,
  kind: ticketKindSchema,
  reason: z.string().trim().min(1).max(maxTicketText.reason),
  referral: referralSchema.nullable(),
})
type ChangeKind = z.infer<typeof changeKindSchema>

/** An agent changes the kind of their own tickets, supervisors and managers of those in their reach. */
export const isKindTheirs = (ticket: Pick<Ticket, 'ownerId'>, { id, role }: { id: string; role: string }): boolean =>
  role !== 'agent' || ticket.ownerId === id

/** A ticket becomes another kind where its entitlement allows that; its time limit goes on. */
export const decideChangeKind = (ticket: Ticket, args: ChangeKind, context: Context): Decision<TicketFact> => {
  const { actor, now, read } = context
  const person = actor.kind === 'person' ? read('person', actor.id) : null
  if (person === null) return reject('notAllowed')
  if (!isKindTheirs(ticket, person)) return reject('kindOfOwnTickets')
  if (ticket.kind === args.kind) return accept()
  const call = ticket.callId === null ? null : read('call', ticket.callId)
  const customer = ticket.customerId === null ? null : read('customer', ticket.customerId)
  const refused = refusedKind(args, entitlementOfTicket(ticket, call, customer, now), context)
  if (refused !== null) return refused
  const { kind: to, reason } = args
  const referral = to === 'referral' ? args.referral : null
  const isAway = referral !== null && referral.organisationId !== person.organisationId
  if (isAway && person.organisationKind === 'authorised') return reject('referralOwnOrganisation')
  const queues = { fromQueue: ticket.queue, toQueue: queueForKind(to, ticket.queue) }
  return accept({ name: 'ticket.kindChanged', data: { from: ticket.kind, to, reason, ...queues, referral } })
}
