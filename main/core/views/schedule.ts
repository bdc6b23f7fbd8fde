import { defaultCalendar, type Calendar } from '#shared/domain/calendar'
import { addDays, instantAt } from '#shared/domain/local-time'
import type { Organisation } from '#shared/domain/organisation'
import type { Person } from '#shared/domain/person'
import type { Schedule } from '#shared/domain/schedule'
import { conflictsOf, overlaps, travelMs } from '#shared/domain/schedule-conflicts'
import { workOn } from '#shared/domain/working-time'
import type {
  CalendarDay,
  CalendarEntry,
  CalendarFilter,
  CalendarPerson,
  CalendarView,
  ToBook,
} from '#shared/ipc/schedule-views'
import type { OrderView } from '#shared/ipc/order-views'
import type { WorkOrder } from '#shared/domain/work-order'
import type { OrganisationId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { listShown, readShown } from '../replica/documents'
import { correctedNow, type Replica } from '../replica/replica'
import { personName } from './names'

/** The people whose days are planned; a consultant has only their own in sight. */
export const plannedPeople = ({ db, person }: Replica, organisationId: OrganisationId): Person[] =>
  listShown(db, 'person')
    .filter(
      (each) =>
        each.organisationId === organisationId &&
        (each.role === 'consultant' || each.role === 'manager') &&
        (person.role !== 'consultant' || each.id === person.id),
    )
    .sort((one, other) => one.role.localeCompare(other.role) || one.name.localeCompare(other.name, 'zh-CN'))

const daysOf = (calendar: Calendar, { from, days }: Pick<CalendarFilter, 'from' | 'days'>): CalendarDay[] =>
  Array.from({ length: days }, (_, index) => {
    const date = addDays(from, index)
    const at = (day: string): number => instantAt(calendar.timeZone, { date: day, minutes: 0 })
    return { date, from: at(date), to: at(addDays(date, 1)), work: [...workOn(calendar, date)] }
  })

type About = Pick<CalendarEntry, 'ticketId' | 'ticketNumber' | 'subject' | 'customerName' | 'address' | 'status'>
const outOfSight: About = {
  ...{ ticketId: null, ticketNumber: null, subject: null, customerName: null, address: null, status: null },
}

const aboutOrder = ({ db }: Replica, orderId: string): About => {
  const order = readShown(db, 'workOrder', orderId)
  if (order === null) return outOfSight
  const ticket = readShown(db, 'ticket', order.ticketId)
  const customer = readShown(db, 'customer', ticket?.customerId ?? '')
  return {
    ticketId: order.ticketId,
    ticketNumber: ticket?.number ?? null,
    subject: ticket?.subject ?? null,
    customerName: customer?.name ?? (ticket?.company || ticket?.callerName || order.contactName),
    address: order.address,
    status: order.status,
  }
}

const entriesOf = (
  replica: Replica,
  schedule: Schedule | null,
  organisation: Organisation,
  within: { from: number; to: number },
): CalendarEntry[] => {
  const calendar = organisation.calendar ?? defaultCalendar
  return (schedule?.appointments ?? [])
    .filter((entry) => overlaps(entry, within))
    .sort((one, other) => one.from - other.from)
    .map((entry) => ({
      ...entry,
      ...aboutOrder(replica, entry.orderId),
      conflicts: conflictsOf(entry, schedule, calendar, travelMs(organisation)),
    }))
}

const toBook = (replica: Replica, organisationId: OrganisationId): ToBook[] => {
  const { db, person } = replica
  return db
    .all<{ id: string }>(
      `select id from order_row where organisation_id = ? and status = 'contacted'
       order by offered_at`,
      [organisationId],
    )
    .flatMap(({ id }) => {
      const order = readShown(db, 'workOrder', id)
      if (order === null || isBookedHere(replica, order.id, organisationId)) return []
      if (person.role === 'consultant' && order.consultantId !== person.id) return []
      const { ticketId, ticketNumber, subject, customerName } = aboutOrder(replica, id)
      const { consultantId, mode, understanding, address } = order
      return { id: order.id, consultantId, mode, understanding, address, ticketId, ticketNumber, subject, customerName }
    })
}

/** Whether a coming visit stands in somebody's calendar, also one that has not reached the server. */
const isBookedHere = ({ db }: Replica, orderId: string, organisationId: OrganisationId): boolean =>
  db.get(
    `select 1 from document d, json_each(coalesce(d.overlay, d.body), '$.appointments') a
     where d.noun = 'schedule' and json_extract(coalesce(d.overlay, d.body), '$.organisationId') = ?
       and json_extract(a.value, '$.orderId') = ?`,
    [organisationId, orderId],
  ) !== undefined

/**
 * The appointment of an order: the coming one of a calendar in sight, as it may not have reached the server yet; else
 * the one that the order itself has.
 */
export const appointmentOf = (replica: Replica, order: WorkOrder): OrderView['appointment'] => {
  const { db } = replica
  for (const { id, name } of plannedPeople(replica, order.organisationId)) {
    const found = readShown(db, 'schedule', id)?.appointments.findLast(({ orderId }) => orderId === order.id)
    if (found === undefined || (order.appointment?.id !== found.id && found.from <= correctedNow(replica))) continue
    const { from, to, mode, note } = found
    const isPending = order.appointment?.id !== found.id
    return { id: found.id, personId: id, personName: name, from, to, mode, note, isPending }
  }
  const known = order.appointment ?? null
  if (known === null) return null
  return { ...known, personName: personName(db, known.personId) ?? '', mode: order.mode, note: '', isPending: false }
}

/** Who of an organisation is where on some days, what speaks against it, and what is still to be booked. */
export const readCalendar = (replica: Replica, filter: CalendarFilter): Result<CalendarView> => {
  const { db } = replica
  const organisation = readShown(db, 'organisation', filter.organisationId)
  if (organisation === null) return fail('notFound')
  const days = daysOf(organisation.calendar ?? defaultCalendar, filter)
  const within = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 }
  const people = plannedPeople(replica, organisation.id).map(({ id, name, role }): CalendarPerson => {
    const schedule = readShown(db, 'schedule', id)
    return {
      ...{ id, name, role },
      appointments: entriesOf(replica, schedule, organisation, within),
      absences: (schedule?.absences ?? []).filter((span) => overlaps(span, within)),
      isPending:
        db.get(`select 1 from outbox where noun = 'schedule' and entity_id = ? and state <> 'refused' limit 1`, [
          id,
        ]) !== undefined,
    }
  })
  return ok({ organisation, days, people, toBook: toBook(replica, organisation.id) })
}
