import type { Actor } from '#shared/domain/decision'
import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import type { Database } from './driver'
import { readMeta, writeMeta } from './meta'

/** One person's encrypted copy of what they may see, and their outbox. */
export type Replica = {
  db: Database
  person: Person
  deviceNow: () => Instant
}

export const actorOf = ({ person }: Replica): Actor => ({ kind: 'person', id: person.id, role: person.role, name: person.name })

/** Below this the clock is as good as right, and writing it down each time would cost a disk flush. */
const offsetStepMs = 500

/** Server time as far as this device knows it. */
export const correctedTime = (replica: Replica, deviceAt: Instant): Instant => Math.max(0, deviceAt + (readMeta(replica.db, 'clockOffsetMs') ?? 0))

/** Notes how far the device's clock is off. */
export const measureClock = (replica: Replica, serverAt: Instant): void => {
  const offset = serverAt - replica.deviceNow()
  if (Math.abs(offset - (readMeta(replica.db, 'clockOffsetMs') ?? 0)) > offsetStepMs) writeMeta(replica.db, 'clockOffsetMs', offset)
}
