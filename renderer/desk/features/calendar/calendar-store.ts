import { useStore } from 'zustand'
import type { OrganisationId, PersonId } from '#shared/ids'
import { createPersonStore } from '../../bridge/person-store'

export type Span = 'week' | 'day'

type CalendarState = {
  span: Span
  /** The day that is looked at; null for today. */
  date: string | null
  personId: PersonId | null
  /** Whose calendar; null for the own organisation's. */
  organisationId: OrganisationId | null
}

export const calendarStore = createPersonStore<CalendarState>(() => ({
  span: 'week',
  date: null,
  personId: null,
  organisationId: null,
}))

export const useCalendar = (): CalendarState => useStore(calendarStore)
