import { orderDueAmong, type OrderDue } from '#shared/domain/order-due'
import type { Organisation } from '#shared/domain/organisation'
import type { Timed } from '#shared/domain/sla'
import type { Instant } from '#shared/domain/time'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'
import type { OrderFilter, OrderRow, OrderView } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import { listShown, readShown } from '../replica/documents'
import type { SqlRow } from '../replica/driver'
import { correctedNow, type Replica } from '../replica/replica'
import { awayOf } from './assignees'
import { appointmentOf } from './schedule'
import { personName, personNames } from './names'

/** The narrow rows were written from documents that their schemas have judged. */
type Row = SqlRow & {
  id: WorkOrder['id']
  ticket_id: TicketId
  organisation_id: WorkOrder['organisationId']
  consultant_id: WorkOrder['consultantId']
  status: WorkOrder['status']
  offered_at: number
  ended_at: number | null
  contact_tries: number
  mode: WorkOrder['mode']
  remote_since: number | null
  appointment_from: number | null
  is_pending: number
  number: string | null
  subject: string | null
  priority: Timed['priority'] | null
  ticket_status: Timed['status'] | null
  runs: string | null
  promised_by: string | null
  customer_name: string | null
  company: string | null
  caller_name: string | null
}

const select = `select o.*, t.number, t.subject, t.priority, t.status ticket_status, t.runs, t.organisation_id promised_by,
    t.company, t.caller_name, c.name customer_name
  from order_row o left join ticket_row t on t.id = o.ticket_id left join customer_row c on c.id = t.customer_id`

/** Whose orders wait for this person: a consultant's own, a manager's organisation's, the vendor's all. */
const waitingFor = ({ person }: Replica): [condition: string, params: string[]] => {
  if (person.organisationKind === 'vendor') return ['1', []]
  if (person.role === 'consultant') return ['o.consultant_id = ?', [person.id]]
  return ['o.organisation_id = ?', [person.organisationId]]
}

const timedOf = ({ priority, ticket_status: status, runs, promised_by: promisedBy }: Row) =>
  priority === null || status === null
    ? null
    : {
        priority,
        status,
        promisedBy,
        ...(runs === null ? {} : { runs: JSON.parse(runs) as NonNullable<Timed['runs']> }),
      }

/** Nobody wrote it where it is empty. */
const written = (text: string | null): string | null => (text === '' ? null : text)

/** The live orders by what is due first, then the ended ones, the last one first. */
export const listOrders = (
  replica: Replica,
  { view, limit }: OrderFilter,
  at: Instant = correctedNow(replica),
): OrderRow[] => {
  const { db } = replica
  const [condition, params] = view === 'toDo' ? waitingFor(replica) : ['1', []]
  const live = db.all<Row>(`${select} where o.ended_at is null and ${condition}`, params)
  const ended =
    view === 'toDo'
      ? []
      : db.all<Row>(`${select} where o.ended_at is not null order by o.ended_at desc limit ?`, [limit])
  const organisations = listShown(db, 'organisation')
  const [names, people] = [new Map(organisations.map(({ id, name }) => [id, name])), personNames(db)]
  const rowOf = ({ row, due }: { row: Row; due: OrderDue | null }): OrderRow => ({
    id: row.id,
    ticketId: row.ticket_id,
    organisationId: row.organisation_id,
    status: row.status,
    offeredAt: row.offered_at,
    consultantId: row.consultant_id,
    contactTries: row.contact_tries,
    mode: row.mode,
    endedAt: row.ended_at,
    organisationName: names.get(row.organisation_id) ?? '',
    consultantName: row.consultant_id === null ? null : (people.get(row.consultant_id) ?? null),
    ticketNumber: row.number,
    subject: row.subject,
    priority: row.priority,
    customerName: row.customer_name ?? written(row.company) ?? written(row.caller_name),
    due,
    isPending: row.is_pending === 1,
  })
  const dueOf = orderDueAmong(organisations)
  const withDue = (row: Row): { row: Row; due: OrderDue | null } => {
    const { status, offered_at: offeredAt, organisation_id: organisationId, remote_since: remoteSince } = row
    const appointment = row.appointment_from === null ? null : { from: row.appointment_from }
    return { row, due: dueOf({ status, offeredAt, organisationId, remoteSince, appointment }, timedOf(row), at) }
  }
  // Sorted by what is needed for it; only what is shown becomes a line.
  const sorted = live
    .map(withDue)
    .sort((one, other) => {
      const [first, second] = [one.due?.at ?? Infinity, other.due?.at ?? Infinity]
      return first === second ? one.row.offered_at - other.row.offered_at : first - second
    })
    .slice(0, limit)
  return [...sorted, ...ended.map((row) => ({ row, due: null }))].slice(0, limit).map(rowOf)
}

const colleaguesOf = (replica: Replica, organisation: Organisation | null): OrderView['colleagues'] =>
  organisation === null
    ? []
    : listShown(replica.db, 'person')
        .filter(
          ({ organisationId, role }) =>
            organisationId === organisation.id && (role === 'consultant' || role === 'manager'),
        )
        .map(({ id, name }) => ({ id, name, away: awayOf(replica, id) }))

const viewOf = (replica: Replica, id: string, isPending: boolean): OrderView | null => {
  const { db } = replica
  const order = readShown(db, 'workOrder', id)
  if (order === null) return null
  const organisation = readShown(db, 'organisation', order.organisationId)
  return {
    order,
    organisation,
    managerName: personName(db, order.managerId),
    consultantName: personName(db, order.consultantId),
    colleagues: colleaguesOf(replica, organisation),
    appointment: isOrderLive(order) ? appointmentOf(replica, order) : null,
    isPending,
  }
}

type Known = { id: string; is_pending: number }

/** The orders of a ticket, the latest first. */
export const listOrdersOfTicket = (replica: Replica, ticketId: TicketId): OrderView[] =>
  replica.db
    .all<Known>('select id, is_pending from order_row where ticket_id = ? order by offered_at desc', [ticketId])
    .map(({ id, is_pending: isPending }) => viewOf(replica, id, isPending === 1))
    .filter((view) => view !== null)

/** @returns null for an order that is not in sight */
export const readOrder = (replica: Replica, orderId: WorkOrder['id']): OrderView | null => {
  const row = replica.db.get<Known>('select id, is_pending from order_row where id = ?', [orderId])
  return row === undefined ? null : viewOf(replica, row.id, row.is_pending === 1)
}
