import { defaultCalendar } from '#shared/domain/calendar'
import { isDoubtful } from '#shared/domain/order-to-do'
import type { Organisation } from '#shared/domain/organisation'
import type { Schedule } from '#shared/domain/schedule'
import { travelMs } from '#shared/domain/schedule-conflicts'
import type { Instant } from '#shared/domain/time'
import { readShown } from '../replica/documents'
import type { Database } from '../replica/driver'

/** An appointment of an order that has not begun; doubtful: something speaks against it that nobody has judged. */
export type ComingVisit = { orderId: string; from: Instant; isDoubtful: boolean }
type Kept = { stamp: string; visits: readonly ComingVisit[] }

/** A list asks again at every change, and a schedule holds months: only one that has changed is read again. */
const known = new WeakMap<Database, Map<string, Kept>>()

const visitsOf = (schedule: Schedule, organisations: readonly Organisation[], now: Instant): ComingVisit[] => {
  const organisation = organisations.find(({ id }) => id === schedule.organisationId)
  const [calendar, travel] = [organisation?.calendar ?? defaultCalendar, travelMs(organisation ?? {})]
  return schedule.appointments
    .filter(({ from }) => from > now)
    .map((entry) => ({
      orderId: entry.orderId,
      from: entry.from,
      isDoubtful: isDoubtful(entry, schedule, calendar, travel),
    }))
}

/**
 * @param organisations all that are shown
 * @returns what is booked from now on in the calendars in sight, by order; also what the server does not know yet
 */
export const comingVisits = (
  db: Database,
  organisations: readonly Organisation[],
  now: Instant,
): ReadonlyMap<string, ComingVisit> => {
  const before = known.get(db)
  const after = new Map<string, Kept>()
  const found = new Map<string, ComingVisit>()
  const hours = db.get<{ stamp: number }>(`select total(version) stamp from document where noun = 'organisation'`)
  const rows = db.all<{ id: string; version: number; is_own: number }>(
    `select id, version, overlay is not null is_own from document
     where noun = 'schedule' and (is_readable = 1 or overlay is not null)`,
  )
  for (const { id, version, is_own: isOwn } of rows) {
    const stamp = `${String(version)} ${String(hours?.stamp)}`
    const kept = isOwn === 1 ? undefined : before?.get(id)
    const schedule = kept?.stamp === stamp ? null : readShown(db, 'schedule', id)
    const visits = schedule === null ? (kept?.visits ?? []) : visitsOf(schedule, organisations, now)
    if (isOwn === 0) after.set(id, { stamp, visits })
    for (const visit of visits) if (visit.from > now) found.set(visit.orderId, visit)
  }
  known.set(db, after)
  return found
}
