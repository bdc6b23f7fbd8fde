import type { Organisation } from '#shared/domain/organisation'
import { isOrderLive, type WorkOrder } from '#shared/domain/work-order'
import type { OrderView } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import { listShown, readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { awayOf } from './assignees'
import { appointmentOf } from './schedule'
import { personName } from './names'

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
