import type { Organisation } from '#shared/domain/organisation'
import type { Person } from '#shared/domain/person'
import { policyFor } from '#shared/domain/sla'
import { referredTo, type Ticket } from '#shared/domain/ticket'
import { isPassed, ticketClocks, type TimeClock } from '#shared/domain/time-clocks'
import type { Instant } from '#shared/domain/time'

/** @returns the first line's clock once it has run out, for the agent whose ticket it is and for supervisors */
export const promptedFirstLine = (
  person: Person | null,
  ticket: Ticket,
  organisations: readonly Organisation[],
  now: Instant,
): TimeClock | null => {
  if (person === null || (ticket.ownerId !== person.id && person.role !== 'supervisor')) return null
  const clocks = ticketClocks(ticket, policyFor(organisations, referredTo(ticket)), now)
  return clocks.find((clock) => clock.kind === 'firstLine' && isPassed(clock)) ?? null
}
