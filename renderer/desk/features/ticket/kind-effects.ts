import { referredTo, type Ticket, type TicketKind } from '#shared/domain/ticket'
import type { Queue } from '#shared/domain/queue'
import { openableKinds } from '#shared/domain/ticket-open'
import { entitlementOfTicket, queueForKind } from '#shared/domain/ticket-entitlement'
import type { Instant } from '#shared/domain/time'
import type { TicketView } from '#shared/ipc/replica-views'

/** What follows from another kind; each the key of its sentence under `ticket:kindEffect`. */
export type KindEffect =
  | { key: 'contract'; until: Instant }
  | { key: 'noWayBack' }
  | { key: 'queue'; queue: Queue }
  | { key: 'referred' | 'unreferred' }
  | { key: 'clock' | 'clockElsewhere' }

/**
 * What a person should know before a ticket becomes another kind.
 * @param organisationId the organisation that it would be referred to; '' while none is chosen
 */
export const kindEffects = (
  { ticket, call, customer }: Pick<TicketView, 'ticket' | 'call' | 'customer'>,
  kind: TicketKind,
  organisationId: string,
  now: Instant,
): KindEffect[] => {
  const after = (changed: Ticket) => entitlementOfTicket(changed, call, customer, now)
  const until = after(ticket).validUntil
  const queue = queueForKind(kind, ticket.queue)
  const isKept = openableKinds(after({ ...ticket, kind })).includes('technical')
  const responsible = kind === 'referral' ? organisationId : null
  return [
    ...(kind === 'technical' && until !== null ? [{ key: 'contract', until } as const] : []),
    ...(ticket.kind === 'technical' && kind !== 'technical' && !isKept ? [{ key: 'noWayBack' } as const] : []),
    ...(queue === ticket.queue ? [] : [{ key: 'queue', queue } as const]),
    ...(kind === 'referral' ? [{ key: 'referred' } as const] : []),
    ...(ticket.kind === 'referral' ? [{ key: 'unreferred' } as const] : []),
    { key: responsible === referredTo(ticket) ? 'clock' : 'clockElsewhere' },
  ]
}
