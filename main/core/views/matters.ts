import { z } from 'zod'
import { managesOrdersOf, orderNoticeFor, type OrderNoticeKind } from '#shared/domain/order-notices'
import { isTicketOpen } from '#shared/domain/ticket'
import { dayMs, instantSchema, type Instant } from '#shared/domain/time'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'
import type { Matter, Missed } from '#shared/ipc/matter'
import type { WireEvent } from '#shared/protocol/feed'
import { readShown } from '../replica/documents'
import { listEvents } from '../replica/events'
import { correctedNow, type Replica } from '../replica/replica'
import { listGivenTickets } from './assignees'
import { organisationName, personName } from './names'

/** More that moved at a time are a catch-up, which nobody is told one by one. */
const maxMoved = 200
/** What nobody has acted on for a week stands in the lists. */
const waitsForMs = 7 * dayMs
const maxMissed = 20

const spanSchema = z.object({ from: instantSchema, to: instantSchema })

/** Whether something is left to do for who was told of an event. */
const isOrderWaiting = (
  { db, person }: Replica,
  order: WorkOrder,
  { kind, version }: { kind: OrderNoticeKind; version: number },
  events: readonly WireEvent[],
): boolean => {
  const isActedOn = events.some((event) => event.version > version && event.by === person.id)
  if (kind === 'offered') return order.status === 'offered'
  if (kind === 'assigned') return isOrderLive(order) && order.consultantId === person.id && !isActedOn
  // An organisation gave it back: the dispatcher's, until they ask another one or the case is over.
  if ((kind !== 'refused' && kind !== 'handedOn') || order.offeredBy !== person.id) return false
  const ticket = readShown(db, 'ticket', order.ticketId)
  return ticket !== null && isTicketOpen(ticket) && ticket.orders?.at(-1)?.orderId === order.id
}

const mattersOfOrder = (replica: Replica, orderId: string, since: Instant): Matter[] => {
  const { db, person } = replica
  const order = readShown(db, 'workOrder', orderId)
  if (order === null) return []
  const events = listEvents(db, { noun: 'workOrder', id: orderId })
  const own = events.pending.map((event) => ({ ...event, version: Infinity }))
  const title = db.get<{ number: string | null; subject: string }>(
    'select number, subject from ticket_row where id = ?',
    [order.ticketId],
  )
  return events.settled.flatMap((event) => {
    const kind = event.at < since ? null : orderNoticeFor(event, order, person)
    if (kind === null) return []
    const { version, at, by, data } = event
    const text = data['reason'] ?? data['result'] ?? data['understanding']
    return {
      key: `workOrder ${orderId} ${String(version)}`,
      kind,
      place: { kind: 'order' as const, id: orderId },
      ticketId: order.ticketId,
      at,
      organisationName: organisationName(db, order.organisationId),
      byName: personName(db, by),
      ticketNumber: title?.number ?? null,
      subject: title?.subject ?? null,
      text: typeof text === 'string' ? text : '',
      span: spanSchema.safeParse(data['appointment']).data ?? null,
      isWaiting: isOrderWaiting(replica, order, { kind, version }, [...events.settled, ...own]),
    }
  })
}

const givenMatters = (replica: Replica, since: Instant): Matter[] =>
  listGivenTickets(replica, { since }).map(({ ticketId, number, subject, byName, note, at, isWaiting }) => ({
    key: `ticket ${ticketId} ${String(at)}`,
    kind: 'given',
    place: { kind: 'ticket', id: ticketId },
    ticketId,
    at,
    organisationName: null,
    byName,
    ticketNumber: number,
    subject,
    text: note,
    span: null,
    isWaiting,
  }))

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id)
const byTime = (one: Matter, other: Matter): number => one.at - other.at

/** What concerns the person of what happened since, the earliest first. */
export const listMatters = (replica: Replica, since: Instant): Matter[] => {
  const moved = replica.db.all<{ id: string }>(
    'select id from order_row where moved_at >= ? order by moved_at desc limit ?',
    [since, maxMoved],
  )
  const ofOrders = ids(moved).flatMap((id) => mattersOfOrder(replica, id, since))
  return [...ofOrders, ...givenMatters(replica, since)].sort(byTime)
}

/** The orders that may wait for this person: offered to them, theirs to go to, given back to them. */
const orderIdsInQuestion = ({ db, person }: Replica, since: Instant): string[] => {
  const { id, organisationId } = person
  const [offered, mine, back] = [
    managesOrdersOf(person, { organisationId })
      ? db.all<{ id: string }>(`select id from order_row where organisation_id = ? and status = 'offered'`, [
          organisationId,
        ])
      : [],
    db.all<{ id: string }>('select id from order_row where consultant_id = ? and ended_at is null', [id]),
    db.all<{ id: string }>(`select id from order_row where ended_at >= ? and status in ('refused', 'handedOn')`, [
      since,
    ]),
  ]
  return [...new Set(ids([...offered, ...mine, ...back]))]
}

/** What waits for the person, the earliest first. */
export const listWaitingMatters = (replica: Replica): Matter[] => {
  const since = correctedNow(replica) - waitsForMs
  const ofOrders = orderIdsInQuestion(replica, since).flatMap((id) => mattersOfOrder(replica, id, since))
  return [...ofOrders, ...givenMatters(replica, since)].filter(({ isWaiting }) => isWaiting).sort(byTime)
}

/** What happened while this desk had no connection. @param away `since` is null where that is not known */
export const listMissed = (replica: Replica, away: { since: Instant | null; until: Instant }): Missed => {
  const all = away.since === null ? listWaitingMatters(replica) : listMatters(replica, away.since)
  // Of each order and ticket the last that happened says how it stands.
  const latest = new Map(all.filter(({ at }) => at < away.until).map((matter) => [matter.place.id, matter]))
  const matters = [...latest.values()].sort((one, other) => other.at - one.at)
  return { matters: matters.slice(0, maxMissed), more: Math.max(0, matters.length - maxMissed) }
}
