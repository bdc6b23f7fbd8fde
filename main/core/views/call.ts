import type { CallId } from '#shared/ids'
import { callCustomerId, type Call } from '#shared/domain/call'
import type { CallView } from '#shared/ipc/replica-views'
import { fail, ok, type Result } from '#shared/result'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { readCustomer } from './customer'
import { selectTicketRows } from './ticket-rows'

/** More unfinished wrap-ups than anyone works through. */
const endedLimit = 20

const viewOf = (replica: Replica, call: Call): CallView => {
  const { db } = replica
  const customerId = callCustomerId(call)
  const customer = customerId === null ? null : readCustomer(replica, customerId)
  return {
    call,
    customer: customer?.ok === true ? customer.value : null,
    candidates: call.candidates.flatMap(({ customerId: candidateId, contactId }) => {
      const candidate = readShown(db, 'customer', candidateId)
      if (candidate === null) return []
      const contactName = candidate.contacts.find((contact) => contact.id === contactId)?.name ?? ''
      return [{ customerId: candidateId, customerName: candidate.name, contactName, region: candidate.region }]
    }),
    tickets: selectTicketRows(replica, 'where t.call_id = ? order by t.opened_at', [call.id]),
  }
}

/** Everything the screen pop shows of one call. */
export const readCall = (replica: Replica, callId: CallId): Result<CallView> => {
  const call = readShown(replica.db, 'call', callId)
  return call === null ? fail('notFound') : ok(viewOf(replica, call))
}

/** The calls on this person's desk: ringing here, on the line, or over and not wrapped up; the latest first. */
export const listLiveCalls = (replica: Replica): CallView[] => {
  const { db, person } = replica
  const ids = [
    ...db.all<{ id: string }>(`select id from call_row where phase = 'ringing'`),
    ...db.all<{ id: string }>(`select id from call_row where phase = 'talking' and answered_by = ?`, [person.id]),
    ...db.all<{ id: string }>(
      `select id from call_row where phase = 'ended' and has_disposition = 0 and answered_by = ? order by started_at desc limit ?`,
      [person.id, endedLimit],
    ),
  ]
  return ids
    .flatMap(({ id }) => readShown(db, 'call', id) ?? [])
    .filter((call) => call.phase !== 'ringing' || call.rung.includes(person.id))
    .sort((a, b) => b.startedAt - a.startedAt)
    .map((call) => viewOf(replica, call))
}
