import type { OrderDue } from '#shared/domain/order-due'
import type { Organisation } from '#shared/domain/organisation'
import type { Timed } from '#shared/domain/sla'
import type { WorkOrder } from '#shared/domain/work-order'
import type { OrderRow } from '#shared/ipc/order-views'
import type { TicketId } from '#shared/ids'
import type { Database, SqlRow } from '../replica/driver'
import { personNames } from './names'

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
  is_pending: number
  number: string | null
  subject: string | null
  priority: Timed['priority'] | null
  customer_name: string | null
  company: string | null
  caller_name: string | null
}

/** Nobody wrote it where it is empty. */
const written = (text: string | null): string | null => (text === '' ? null : text)

/** @returns the lines of some orders, in the order in which they are given */
export const orderRowsOf = (
  db: Database,
  listed: readonly { id: WorkOrder['id']; due: OrderDue | null }[],
  organisations: readonly Organisation[],
): OrderRow[] => {
  const rows = db.all<Row>(
    `select o.id, o.ticket_id, o.organisation_id, o.consultant_id, o.status, o.offered_at, o.ended_at, o.contact_tries,
       o.mode, o.is_pending, t.number, t.subject, t.priority, t.company, t.caller_name, c.name customer_name
     from json_each(?) asked cross join order_row o on o.id = asked.value
     left join ticket_row t on t.id = o.ticket_id left join customer_row c on c.id = t.customer_id`,
    [JSON.stringify(listed.map(({ id }) => id))],
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const [names, people] = [new Map(organisations.map(({ id, name }) => [id, name])), personNames(db)]
  return listed.flatMap(({ id, due }): OrderRow[] => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [
      {
        id,
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
      },
    ]
  })
}
