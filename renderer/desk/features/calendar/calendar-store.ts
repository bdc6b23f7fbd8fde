import { useStore } from 'zustand'
import type { OrganisationId, PersonId, WorkOrderId } from '#shared/ids'
import { createPersonStore } from '../../bridge/person-store'
import type { BookDraft } from './book-draft'

export type Span = 'week' | 'day'

type CalendarState = {
  span: Span
  /** The day that is looked at; null for today. */
  date: string | null
  personId: PersonId | null
  /** Whose calendar; null for the own organisation's. */
  organisationId: OrganisationId | null
  /** What is written to book an order, kept with it until it is sent. */
  drafts: Record<string, BookDraft>
}

export const calendarStore = createPersonStore<CalendarState>(() => ({
  span: 'week',
  date: null,
  personId: null,
  organisationId: null,
  drafts: {},
}))

export const useCalendar = (): CalendarState => useStore(calendarStore)

export const useBookDraft = (orderId: WorkOrderId): BookDraft | null =>
  useStore(calendarStore, ({ drafts }) => drafts[orderId] ?? null)

/** @param draft null once it was sent */
export const writeBookDraft = (orderId: WorkOrderId, draft: BookDraft | null): void => {
  calendarStore.setState(({ drafts: { [orderId]: _before, ...others } }) => ({
    drafts: draft === null ? others : { ...others, [orderId]: draft },
  }))
}
