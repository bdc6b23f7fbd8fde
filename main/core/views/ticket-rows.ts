import type { TicketRow } from '#shared/ipc/replica-views'
import type { Timed } from '#shared/domain/sla'
import { isTicketOpen, type SlaRun } from '#shared/domain/ticket'
import type { SqlParams, SqlRow } from '../replica/driver'
import type { Replica } from '../replica/replica'
import { personNames } from './names'

type Row = SqlRow & {
  id: string
  number: string | null
  kind: string
  status: string
  subject: string
  priority: string
  problem_domain: string | null
  customer_id: string | null
  owner_id: string | null
  caller_name: string
  opened_at: number
  updated_at: number
  is_pending: number
  customer_name: string | null
  runs: string | null
  organisation_id: string | null
  company: string | null
  first_line_since: number | null
}

/** The narrow row was written from a document that its schema has judged. */
const runsOf = ({ status, runs }: Row): SlaRun[] | null =>
  runs === null || !isTicketOpen({ status } as Timed) ? null : (JSON.parse(runs) as SlaRun[])

/** @param rest the end of the query: `where …` on `t` (ticket) and `c` (customer), order and limit */
export const selectTicketRows = ({ db }: Replica, rest: string, params: SqlParams): TicketRow[] => {
  const rows = db.all<Row>(
    `select t.id, t.number, t.kind, t.status, t.subject, t.priority, t.problem_domain, t.customer_id, t.owner_id, t.caller_name,
      t.opened_at, t.updated_at, t.is_pending, t.runs, t.organisation_id, t.company, t.first_line_since, c.name customer_name
     from ticket_row t left join customer_row c on c.id = t.customer_id ${rest}`,
    params,
  )
  if (rows.length === 0) return []
  const names = personNames(db)
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    subject: row.subject,
    priority: row.priority,
    problemDomain: row.problem_domain,
    customerId: row.customer_id,
    ownerId: row.owner_id,
    callerName: row.caller_name,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
    customerName: row.customer_name,
    company: row.customer_id === null && row.company !== '' ? row.company : null,
    ownerName: row.owner_id === null ? null : (names.get(row.owner_id) ?? null),
    isPending: row.is_pending === 1,
    runs: runsOf(row),
    organisationId: row.organisation_id,
    firstLineSince: row.first_line_since,
  })) as TicketRow[]
}
