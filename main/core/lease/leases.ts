import { z } from 'zod'
import { hourMs, minuteMs, type Instant } from '#shared/domain/time'
import { leaseSchema, type Lease } from '#shared/protocol/session'

/** Writing at each contact would flush the disk too often; losing a minute only shortens the lease. */
const keepEveryMs = minuteMs

const keptLeaseSchema = leaseSchema.extend({
  contactAt: z.number(),
  erased: z.object({ count: z.number() }).nullable(),
})
type KeptLease = z.infer<typeof keptLeaseSchema>
const keptLeasesSchema = z.record(z.string(), keptLeaseSchema)

/**
 * What the lease of a copy allows, by the clock nobody can set:
 *
 *   free: no server ever sent one   valid ──offlineMs──▶ ended ──eraseAfterMs──▶ overdue ──▶ erased
 *                                      ◀─────────contact with the server─────────────┘ (after the next sign-in)
 */
export type LeaseState =
  | { phase: 'free' }
  | { phase: 'valid'; until: Instant }
  | { phase: 'ended' | 'overdue'; since: Instant; erasesAt: Instant; offlineHours: number }
  /** `count`: unsent actions that are kept. */
  | { phase: 'erased'; count: number }

/** The leases of this desk's copies, one for each replica file. */
export type Leases = {
  stateOf: (file: string, now: Instant) => LeaseState
  /** The server has sent its terms. A server that sends none grants no lease. */
  renew: (file: string, lease: Lease | undefined, now: Instant) => void
  /** The server answered. */
  contact: (file: string, now: Instant) => void
  /** @returns the files whose time until erasure is over. */
  listOverdue: (now: Instant) => string[]
  erased: (file: string, count: number) => void
}

/** Rounded to hundredths below an hour, so that a lease of minutes is not shown as 0. */
const hoursOf = (ms: number): number =>
  ms >= hourMs ? Math.round(ms / hourMs) : Math.max(0.01, Math.round((ms / hourMs) * 100) / 100)

const leaseStateOf = (lease: KeptLease | undefined, now: Instant): LeaseState => {
  if (lease === undefined) return { phase: 'free' }
  if (lease.erased !== null) return { phase: 'erased', count: lease.erased.count }
  const since = lease.contactAt + lease.offlineMs
  const erasesAt = since + lease.eraseAfterMs
  if (now < since) return { phase: 'valid', until: since }
  return { phase: now < erasesAt ? 'ended' : 'overdue', since, erasesAt, offlineHours: hoursOf(lease.offlineMs) }
}

/** @param kept encrypted storage between two runs */
export const createLeases = (kept: { read: () => unknown; write: (leases: unknown) => void }): Leases => {
  const leases = new Map(Object.entries(keptLeasesSchema.catch({}).parse(kept.read() ?? {})))
  let writtenAt = Number.NEGATIVE_INFINITY
  const write = (now: Instant): void => {
    writtenAt = now
    kept.write(Object.fromEntries(leases))
  }
  return {
    stateOf: (file, now) => leaseStateOf(leases.get(file), now),
    renew: (file, lease, now) => {
      if (lease === undefined) leases.delete(file)
      else leases.set(file, { ...lease, contactAt: now, erased: null })
      write(now)
    },
    contact: (file, now) => {
      const known = leases.get(file)
      if (known === undefined) return
      leases.set(file, { ...known, contactAt: now, erased: null })
      if (known.erased !== null || Math.abs(now - writtenAt) >= keepEveryMs) write(now)
    },
    listOverdue: (now) =>
      [...leases].filter(([, lease]) => leaseStateOf(lease, now).phase === 'overdue').map(([file]) => file),
    erased: (file, count) => {
      const known = leases.get(file)
      if (known === undefined) return
      leases.set(file, { ...known, erased: { count } })
      write(writtenAt)
    },
  }
}
