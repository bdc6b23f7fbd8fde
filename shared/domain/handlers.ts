import { audiencesMeet, organisationAudience, personAudience, type Audience } from './audience'
import { peopleOfCall, type Call } from './call'
import type { Context } from './decision'
import { scopesOf } from './person'
import { referredTo, type Ticket } from './ticket'

/**
 * Who handles a ticket, and so may read its telephone numbers: whoever has it, or opened it while nobody has; the
 * organisation it is referred to; supervisors. That is fewer than may read the ticket.
 */
export const ticketHandlers = (ticket: Ticket): Audience[] => {
  const personId = ticket.ownerId ?? ticket.openedBy
  const organisationId = referredTo(ticket)
  return [
    ...(personId === null ? [] : [personAudience(personId)]),
    ...(organisationId === null ? [] : [organisationAudience(organisationId)]),
    'supervision',
  ]
}

/** Who handles a call: everybody it rings for, who talks or talked; of a missed one those it rang for; supervisors. */
export const callHandlers = (call: Call): Audience[] => [...peopleOfCall(call).map(personAudience), 'supervision']

/** Whether who acts is one of them. */
export const isHandler = (handlers: readonly Audience[], { actor, read }: Context): boolean => {
  if (actor.kind !== 'person') return false
  const person = read('person', actor.id)
  return audiencesMeet(handlers, person === null ? [personAudience(actor.id)] : scopesOf(person))
}
