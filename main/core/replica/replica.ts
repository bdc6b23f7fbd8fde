import type { Actor } from '#shared/domain/decision'
import type { Person } from '#shared/domain/person'
import type { Instant } from '#shared/domain/time'
import type { DeskClock } from '../clock/desk-clock'
import type { Database } from './driver'

/** One person's encrypted copy of what they may see, and their outbox. */
export type Replica = {
  db: Database
  person: Person
  /** The device's own time of day, right or wrong. */
  deviceNow: () => Instant
  clock: DeskClock
}

export const actorOf = ({ person }: Replica): Actor => ({
  kind: 'person',
  id: person.id,
  role: person.role,
  name: person.name,
})

/** Server time now, as far as this device knows it. */
export const correctedNow = ({ clock }: Replica): Instant => clock.now()

/** @returns the server time at that time of day of the device */
export const correctedTime = ({ clock }: Replica, deviceAt: Instant): Instant => clock.correct(deviceAt)

/** The server has just sent its time. */
export const measureClock = ({ clock }: Replica, serverAt: Instant): void => clock.measure(serverAt)
