import type { CallId } from '#shared/ids'
import { callCustomerId, peopleOfCall, type Call } from '#shared/domain/call'
import type { CallView, TicketRow } from '#shared/ipc/replica-views'
import { fail, ok, type Result } from '#shared/result'
import { readNewer, readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { readCustomer } from './customer'
import { personName } from './names'
import { selectTicketRows } from './ticket-rows'

/** More than any desk has: ringing calls, talks, and unfinished wrap-ups. */
const deskLimit = 40

/** Tickets opened from the call, and from earlier calls that it continues. */
const ticketsOf = (replica: Replica, { id, earlierIds = [] }: Call): TicketRow[] => {
  const ids = [id, ...earlierIds]
  return selectTicketRows(replica, `where t.call_id in (${ids.map(() => '?').join(', ')}) order by t.opened_at`, ids)
}

const viewOf = (replica: Replica, call: Call): CallView => {
  const { db } = replica
  const customerId = callCustomerId(call)
  const customer = customerId === null ? null : readCustomer(replica, customerId)
  return {
    call,
    newer: [...readNewer(db, 'call', call.id), ...readNewer(db, 'customer', customerId)],
    customer: customer?.ok === true ? customer.value : null,
    candidates: call.candidates.flatMap(({ customerId: candidateId, contactId }) => {
      const candidate = readShown(db, 'customer', candidateId)
      if (candidate === null) return []
      const contactName = candidate.contacts.find((contact) => contact.id === contactId)?.name ?? ''
      return [{ customerId: candidateId, customerName: candidate.name, contactName, region: candidate.region }]
    }),
    tickets: ticketsOf(replica, call),
    names: Object.fromEntries(
      [call.handedOnBy ?? null, ...peopleOfCall(call), ...(call.notes ?? []).map(({ by }) => by)]
        .filter((id) => id !== null)
        .map((id) => [id, personName(db, id) ?? '']),
    ),
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
  return db
    .all<{ id: string }>(
      `select id from call_desk join call_row on call_row.id = call_id where person_id = ? order by phase = 'ended', started_at desc limit ?`,
      [person.id, deskLimit],
    )
    .flatMap(({ id }) => readShown(db, 'call', id) ?? [])
    .sort((a, b) => b.startedAt - a.startedAt)
    .map((call) => viewOf(replica, call))
}
