import type { TicketRow } from '#shared/ipc/replica-views'
import type { SlaClock, Timed } from '#shared/domain/sla'
import type { SlaRun } from '#shared/domain/sla-run'
import { isTicketOpen } from '#shared/domain/ticket'
import type { SqlParams, SqlRow } from '../replica/driver'
import { correctedNow, type Replica } from '../replica/replica'
import { personNames } from './names'
import { timeLeftAt, type TimeLeft } from './time-left'

type Row = SqlRow & {
  id: string; number: string | null; kind: string; status: string; subject: string; priority: string; problem_domain: string | null
  customer_id: string | null; owner_id: string | null; caller_name: string; opened_at: number; updated_at: number; is_pending: number; customer_name: string | null
  runs: string | null; organisation_id: string | null
}

/** The narrow row was written from a document that its schema has judged. */
const clockOf = ({ status, priority, runs, organisation_id }: Row, timeLeft: TimeLeft): SlaClock | null => {
  const timed = { status, priority } as Timed
  return runs === null || !isTicketOpen(timed) ? null : timeLeft({ ...timed, runs: JSON.parse(runs) as SlaRun[] }, organisation_id)
}

/**
 * @param rest the end of the query: `where …` on `t` (ticket) and `c` (customer), order and limit
 * @param now the moment for which is told what is left of each open ticket's time
 */
export const selectTicketRows = (replica: Replica, rest: string, params: SqlParams, now = correctedNow(replica)): TicketRow[] => {
  const { db } = replica
  const rows = db.all<Row>(
    `select t.id, t.number, t.kind, t.status, t.subject, t.priority, t.problem_domain, t.customer_id, t.owner_id, t.caller_name,
      t.opened_at, t.updated_at, t.is_pending, t.runs, t.organisation_id, c.name customer_name
     from ticket_row t left join customer_row c on c.id = t.customer_id ${rest}`, params)
  if (rows.length === 0) return []
  const names = personNames(db)
  const timeLeft = timeLeftAt(replica, now)
  return rows.map((row) => ({
    id: row.id, number: row.number, kind: row.kind, status: row.status, subject: row.subject, priority: row.priority,
    problemDomain: row.problem_domain, customerId: row.customer_id, ownerId: row.owner_id, callerName: row.caller_name,
    openedAt: row.opened_at, updatedAt: row.updated_at, customerName: row.customer_name,
    ownerName: row.owner_id === null ? null : (names.get(row.owner_id) ?? null), isPending: row.is_pending === 1,
    clock: clockOf(row, timeLeft),
  })) as TicketRow[]
}
