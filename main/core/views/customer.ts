import type { CustomerId } from '#shared/ids'
import type { CustomerView, ServiceRecord } from '#shared/ipc/replica-views'
import { isCallMissed, isContinuedElsewhere, type Call } from '#shared/domain/call'
import type { ServiceCode } from '#shared/domain/service-code'
import { comparable, filterWords } from '#shared/text/comparable'
import { fail, ok, type Result } from '#shared/result'
import { readNewer, readShown } from '../replica/documents'
import type { Database } from '../replica/driver'
import { openStatuses } from '../replica/lookup'
import type { Replica } from '../replica/replica'
import { organisationName, personName } from './names'
import { selectTicketRows } from './ticket-rows'

/** As far back as a screen shows. */
const historyLimit = 100

/** How the history shows a call without a wrap-up. */
const missedWord = (call: Call): string => {
  if (!isCallMissed(call)) return call.phase
  return call.hasMessage === true ? 'messageLeft' : 'missed'
}

const callRecords = (db: Database, customerId: string): ServiceRecord[] =>
  db
    .all<{ id: string }>(
      `select id from call_row where customer_id = ? and phase = 'ended' order by started_at desc limit ?`,
      [customerId, historyLimit],
    )
    .flatMap(({ id }): ServiceRecord[] => {
      const call: Call | null = readShown(db, 'call', id)
      if (call === null || isContinuedElsewhere(call)) return []
      return [
        {
          kind: 'call',
          id,
          at: call.startedAt,
          title: call.dispositionNote === '' ? call.queue : call.dispositionNote,
          number: null,
          status: call.disposition ?? missedWord(call),
          personName: personName(db, call.answeredBy),
        },
      ]
    })

const ticketRecords = (replica: Replica, customerId: string): ServiceRecord[] =>
  selectTicketRows(replica, 'where t.customer_id = ? order by t.opened_at desc limit ?', [
    customerId,
    historyLimit,
  ]).map((row) => ({
    kind: 'ticket',
    id: row.id,
    at: row.openedAt,
    title: row.subject,
    number: row.number,
    status: row.status,
    personName: row.ownerName,
  }))

const serviceCodesOf = (db: Database, customerId: string): ServiceCode[] =>
  db
    .all<{ id: string }>('select id from service_code_row where customer_id = ? order by id', [customerId])
    .flatMap(({ id }) => readShown(db, 'serviceCode', id) ?? [])

/** 基础档案 and 历史服务信息 of one customer. */
export const readCustomer = (replica: Replica, customerId: CustomerId): Result<CustomerView> => {
  const { db } = replica
  const customer = readShown(db, 'customer', customerId)
  if (customer === null) return fail('notFound')
  return ok({
    customer,
    newer: readNewer(db, 'customer', customerId),
    organisationName: organisationName(db, customer.organisationId),
    serviceCodes: serviceCodesOf(db, customerId),
    history: [...callRecords(db, customerId), ...ticketRecords(replica, customerId)]
      .sort((a, b) => b.at - a.at)
      .slice(0, historyLimit),
    openTickets: selectTicketRows(
      replica,
      `where t.customer_id = ? and t.status in (${openStatuses}) order by t.updated_at desc`,
      [customerId],
    ),
  })
}

/**
 * Customers whose name contains every word, however typed; service codes are neither searched nor returned. Names that
 * begin with the text come first.
 */
export const findCustomers = (
  { db }: Replica,
  text: string,
  limit: number,
): { id: CustomerId; name: string; region: string }[] => {
  const words = filterWords(text)
  if (words.length === 0) return []
  return db
    .all<{ id: string; name: string; region: string }>(
      `select id, name, region from customer_row where ${words.map(() => 'instr(words, ?) > 0').join(' and ')}
       order by instr(words, ?) = 1 desc, name limit ?`,
      [...words, comparable(text), limit],
    )
    .map((row) => ({ ...row, id: row.id as CustomerId }))
}
