import { callCustomerId, type Call } from '#shared/domain/call'
import { desksOf } from '#shared/domain/call-desk'
import type { Article } from '#shared/domain/article'
import type { Customer } from '#shared/domain/customer'
import type { ServiceCode } from '#shared/domain/service-code'
import { comparable } from '#shared/text/comparable'
import type { RemoteSession } from '#shared/domain/remote-session'
import { openTicketStatuses, referredTo, type Ticket } from '#shared/domain/ticket'
import { hasClock } from '#shared/domain/time-clocks'
import type { WorkOrder } from '#shared/domain/work-order'
import type { Database } from './driver'
import { indexArticle, unindexArticle } from './search'

const rowTables: Record<string, string> = {
  ticket: 'ticket_row',
  call: 'call_row',
  customer: 'customer_row',
  serviceCode: 'service_code_row',
  remoteSession: 'remote_row',
  workOrder: 'order_row',
}

/** Goes into `ticket_row.status in (…)`: the rule's own list, written out. */
export const openStatuses = openTicketStatuses.map((status) => `'${status}'`).join(', ')

const writeTicket = (db: Database, ticket: Ticket): void => {
  db.run(
    `insert or replace into ticket_row (id, number, kind, status, subject, priority, problem_domain, customer_id, owner_id, caller_name, opened_at, updated_at, call_id, runs, organisation_id, words, company, first_line_since, is_pending)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, exists (select 1 from outbox where noun = 'ticket' and entity_id = ? and state <> 'refused'))`,
    [
      ticket.id,
      ticket.number,
      ticket.kind,
      ticket.status,
      ticket.subject,
      ticket.priority,
      ticket.problemDomain,
      ticket.customerId,
      ticket.ownerId,
      ticket.callerName,
      ticket.openedAt,
      ticket.updatedAt,
      ticket.callId,
      ticket.runs === undefined ? null : JSON.stringify(ticket.runs),
      referredTo(ticket),
      comparable([ticket.number ?? '', ticket.subject, ticket.callerName, ticket.company ?? ''].join('\n')),
      ticket.company ?? null,
      hasClock(ticket, 'firstLine') ? (ticket.firstLineSince ?? null) : null,
      ticket.id,
    ],
  )
}

const writeCall = (db: Database, call: Call): void => {
  db.run(
    'insert or replace into call_row (id, phase, customer_id, answered_by, started_at, has_disposition) values (?, ?, ?, ?, ?, ?)',
    [call.id, call.phase, callCustomerId(call), call.answeredBy, call.startedAt, call.disposition === null ? 0 : 1],
  )
  db.run('delete from call_desk where call_id = ?', [call.id])
  for (const personId of desksOf(call))
    db.run('insert into call_desk (person_id, call_id) values (?, ?)', [personId, call.id])
}

const writeRemoteSession = (db: Database, session: RemoteSession): void => {
  const { id, ticketId, agentId, requestedAt, endedAt, consentedAt, note } = session
  const isUnfinished = endedAt === null || (consentedAt !== null && note === null)
  db.run(
    'insert or replace into remote_row (id, ticket_id, agent_id, requested_at, ended_at, is_unfinished) values (?, ?, ?, ?, ?, ?)',
    [id, ticketId, agentId, requestedAt, endedAt, isUnfinished ? 1 : 0],
  )
}

const writeOrder = (db: Database, order: WorkOrder): void => {
  db.run(
    `insert or replace into order_row (id, ticket_id, organisation_id, consultant_id, status, offered_at, ended_at, contact_tries, mode, contact_missed_at, moved_at, remote_since, appointment_from, is_pending)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, exists (select 1 from outbox where noun = 'workOrder' and entity_id = ? and state <> 'refused'))`,
    [
      order.id,
      order.ticketId,
      order.organisationId,
      order.consultantId,
      order.status,
      order.offeredAt,
      order.endedAt,
      order.contactTries,
      order.mode,
      order.contactMissedAt,
      order.movedAt,
      order.remoteSince ?? null,
      order.appointment?.from ?? null,
      order.id,
    ],
  )
}

/** Writes what lists and search need of one shown document. @param isNew nothing was stored of it before */
export const writeLookup = (db: Database, noun: string, shown: unknown, isNew = false): void => {
  switch (noun) {
    case 'ticket':
      return writeTicket(db, shown as Ticket)
    case 'call':
      return writeCall(db, shown as Call)
    case 'remoteSession':
      return writeRemoteSession(db, shown as RemoteSession)
    case 'workOrder':
      return writeOrder(db, shown as WorkOrder)
    case 'customer': {
      const { id, name, region } = shown as Customer
      db.run('insert or replace into customer_row (id, name, region, words) values (?, ?, ?, ?)', [
        id,
        name,
        region,
        comparable(name),
      ])
      return
    }
    case 'serviceCode': {
      const { id, customerId } = shown as ServiceCode
      db.run('insert or replace into service_code_row (id, customer_id) values (?, ?)', [id, customerId])
      return
    }
    case 'article':
      return indexArticle(db, shown as Article, isNew)
    default:
      return
  }
}

/**
 * Updates the narrow tables and the article search from one document.
 * @param shown null where it is not shown: its rows are removed
 * @param isNew nothing was stored of it before
 */
export const refreshLookup = (db: Database, noun: string, id: string, shown: unknown, isNew = false): void => {
  const table = rowTables[noun]
  if (table === undefined && noun !== 'article') return
  if (shown !== null) return writeLookup(db, noun, shown, isNew)
  if (table === undefined) unindexArticle(db, id)
  else {
    db.run(`delete from ${table} where id = ?`, [id])
    if (noun === 'call') db.run('delete from call_desk where call_id = ?', [id])
  }
}
