import type { Customer } from '#shared/domain/customer'
import type { Ticket } from '#shared/domain/ticket'
import { dayMs, type Instant } from '#shared/domain/time'
import type { OrderCandidate } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { listShown, readShown } from '../replica/documents'
import { correctedNow, type Replica } from '../replica/replica'

/** How far back refusals and missed contacts count. */
const pastMs = 30 * dayMs

type Counts = { organisation_id: string; live: number; refused: number; missed: number }

const countsSince = ({ db }: Replica, since: Instant): Map<string, Counts> =>
  new Map(
    db
      .all<Counts>(
        `select organisation_id, sum(ended_at is null) live,
           sum(status = 'refused' and ended_at >= ?) refused, sum(coalesce(contact_missed_at, 0) >= ?) missed
         from order_row where ended_at is null or ended_at >= ? group by organisation_id`,
        [since, since, since],
      )
      .map((row) => [row.organisation_id, row]),
  )

/** The customer of a ticket; null where there is none, or none in sight. */
export const customerOf = ({ db }: Replica, { customerId }: Pick<Ticket, 'customerId'>): Customer | null =>
  customerId === null ? null : readShown(db, 'customer', customerId)

const regionOf = (customer: Customer | null): string => customer?.region.trim() ?? ''

/** The fittest first: the customer's own organisation, then its region, then who has the least to do a consultant. */
const byFitness = (one: OrderCandidate, other: OrderCandidate): number => {
  const rank = ({ organisation, isOwn, isRegion }: OrderCandidate): number =>
    ((organisation.state ?? 'active') === 'active' ? 0 : 4) + (isOwn ? 0 : isRegion ? 1 : 2)
  const load = ({ liveOrders, consultants }: OrderCandidate): number => liveOrders / Math.max(1, consultants)
  return (
    rank(one) - rank(other) || load(one) - load(other) || one.organisation.name.localeCompare(other.organisation.name)
  )
}

/** The organisations that may be asked to serve these customers, all of them, with what speaks for and against each. */
export const candidatesFor = (
  replica: Replica,
  customers: readonly (Customer | null)[],
  at: Instant,
): OrderCandidate[] => {
  const { db } = replica
  const counts = countsSince(replica, at - pastMs)
  const people = listShown(db, 'person')
  const isOfAll = (holds: (customer: Customer | null) => boolean): boolean =>
    customers.length > 0 && customers.every(holds)
  return listShown(db, 'organisation')
    .filter(({ kind }) => kind === 'authorised')
    .map((organisation): OrderCandidate => {
      const { live = 0, refused = 0, missed = 0 } = counts.get(organisation.id) ?? {}
      return {
        organisation,
        isOwn: isOfAll((customer) => customer?.organisationId === organisation.id),
        isRegion: isOfAll((customer) => regionOf(customer) !== '' && regionOf(customer) === organisation.region),
        consultants: people.filter(
          ({ organisationId, role }) => organisationId === organisation.id && role === 'consultant',
        ).length,
        liveOrders: live,
        refusals: refused,
        contactsMissed: missed,
      }
    })
    .sort(byFitness)
}

/** The organisations that may be asked to serve a ticket's customer, with what speaks for and against each. */
export const listOrderCandidates = (
  replica: Replica,
  ticketId: TicketId,
  at: Instant = correctedNow(replica),
): Result<OrderCandidate[]> => {
  const ticket = readShown(replica.db, 'ticket', ticketId)
  if (ticket === null) return fail('notFound')
  return ok(candidatesFor(replica, [customerOf(replica, ticket)], at))
}
