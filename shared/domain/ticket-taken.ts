import { actorId, type Actor } from './decision'
import type { TicketFact } from './ticket-events'
import type { Role } from './role'

/** Whether somebody is the first line, whose time with a technical ticket is limited. */
export const isFirstLine = (role: Role): boolean => role === 'agent'

/** A ticket becomes the actor's own; says so where they are the first line. */
export const takenBy = (actor: Actor): TicketFact => ({
  name: 'ticket.taken',
  data: { by: actorId(actor), ...(actor.kind === 'person' && isFirstLine(actor.role) ? { isFirstLine: true } : {}) },
})
