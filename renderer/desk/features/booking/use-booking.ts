import { useState } from 'react'
import { defaultCalendar } from '#shared/domain/calendar'
import { instantAt, localMoment } from '#shared/domain/local-time'
import { stepMs } from '#shared/domain/schedule-conflicts'
import type { WorkOrder } from '#shared/domain/work-order'
import type { AppointmentId, PersonId } from '#shared/ids'
import type { OrderView } from '#shared/ipc/order-views'
import type { CalendarView } from '#shared/ipc/schedule-views'
import { useNow } from '../../../shared/ui'
import { newId } from '../../bridge/issue'
import type { QueryState } from '../../bridge/replica-query'
import { useReplicaQuery } from '../../bridge/use-replica-query'
import { bookFaults, fieldsOf, freeFields, spanOf, usualMinutes, type BookDraft, type BookFaults } from './book-draft'
import { useBookDraft, writeBookDraft } from './booking-store'

/** As far as a free time is looked for. */
const searchedDays = 31

/** The fields before anything was chosen: who goes already, and how the customer is to be helped. */
const freshDraft = (
  { order, appointment }: Pick<OrderView, 'order' | 'appointment'>,
  view: CalendarView | null,
  today: string,
  chosen: { personId: PersonId; date: string } | null,
): BookDraft => {
  const calendar = view?.organisation.calendar ?? defaultCalendar
  const known =
    appointment === null ? { date: today, time: '', minutes: usualMinutes } : fieldsOf(appointment, calendar)
  return {
    ...known,
    personId: appointment?.personId ?? order.consultantId,
    mode: appointment?.mode ?? order.mode ?? 'onSite',
    note: appointment?.note ?? '',
    overruled: '',
    ...chosen,
  }
}

export type Booking = {
  draft: BookDraft
  query: QueryState<CalendarView>
  faults: BookFaults | null
  change: (changes: Partial<BookDraft>) => void
  nextFree: (() => void) | null
  /** The arguments of the command; null while the fields mean no time or nobody. */
  args: () => BookArgs | null
}
export type BookArgs = {
  personId: PersonId
  appointmentId: AppointmentId
  orderId: WorkOrder['id']
  from: number
  to: number
  mode: BookDraft['mode']
  note: string
  overruled: string
  replaces: AppointmentId | null
}

/**
 * What is chosen to book an order or to move its appointment, kept until it is sent.
 * @param chosen the person and day that it was begun at; null where it was begun at the order
 */
export const useBooking = (
  view: Pick<OrderView, 'order' | 'appointment'>,
  chosen: { personId: PersonId; date: string } | null,
): Booking => {
  const { order, appointment } = view
  const now = useNow('minute')
  const [id] = useState(() => newId<AppointmentId>())
  const kept = useBookDraft(order.id)
  const { timeZone } = defaultCalendar
  const today = localMoment(timeZone, now).date
  const date = kept?.date ?? chosen?.date ?? today
  const query = useReplicaQuery('schedule.calendar', {
    organisationId: order.organisationId,
    // Nobody plans the past; a date that is being typed may be none.
    from: date >= today && !Number.isNaN(Date.parse(date)) ? date : today,
    days: searchedDays,
  })
  const calendar = query.data?.organisation.calendar ?? defaultCalendar
  const replaces = appointment?.id ?? null
  const freeFrom = (draft: BookDraft, earliest: number): Partial<BookDraft> =>
    query.data === null || draft.personId === null
      ? {}
      : (freeFields({ draft, view: query.data, id, replaces }, Math.max(now, earliest)) ?? {})
  const dayStart = (day: string): number => instantAt(calendar.timeZone, { date: day, minutes: 0 })
  const fresh = freshDraft(view, query.data, today, chosen)
  // The first free time is proposed; nothing is written of it until the person touches a field.
  const draft = kept ?? (fresh.time === '' ? { ...fresh, ...freeFrom(fresh, dayStart(fresh.date)) } : fresh)
  const plan = query.data === null ? null : { draft, view: query.data, id, replaces }
  const change = (changes: Partial<BookDraft>): void => {
    writeBookDraft(order.id, { ...draft, ...changes })
  }
  const span = spanOf(draft, calendar)
  const lookForFree = (): void => {
    change(freeFrom(draft, span === null ? now : span.from + stepMs))
  }
  return {
    draft,
    query,
    faults: plan === null ? null : bookFaults(plan, now),
    change,
    nextFree: plan === null || draft.personId === null ? null : lookForFree,
    args: () =>
      span === null || draft.personId === null
        ? null
        : {
            personId: draft.personId,
            appointmentId: id,
            orderId: order.id,
            ...span,
            mode: draft.mode,
            note: draft.note.trim(),
            overruled: draft.overruled.trim(),
            replaces,
          },
  }
}
