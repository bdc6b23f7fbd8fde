import { query } from './define-call'
import { calendarFilterSchema, calendarViewSchema } from './schedule-views'

/** Calendars. */
export const scheduleCalls = {
  /** Who of an organisation is where on some days, and what is still to be booked. */
  'schedule.calendar': query(calendarFilterSchema, calendarViewSchema, {
    schedule: true,
    workOrder: true,
    ticket: true,
    customer: true,
    organisation: true,
    person: true,
  }),
} as const
