import type { Welcome } from '#shared/protocol/session'
import type { Failure } from '#shared/result'
import { eraseCopy, keepUnsent } from '../lease/erase'
import type { KeptSession } from '../replica/desk-file'
import { lock } from './locked'
import type { Opening } from './opening'
import type { Revocation } from './revocation'
import type { Seat } from './seat'

/** Does what the leases say. */
type LeaseWatch = {
  /** Closes the person's copy where its lease has ended. */
  lockUp: (kept: KeptSession) => void
  /** Erases every copy whose time until erasure is over. */
  eraseOverdue: () => void
}

/** @returns what is to be called at a start, when the machine wakes and every now and then */
export const createLeaseWatch = (
  seat: Seat,
  { beginAnyway }: Pick<Opening, 'beginAnyway'>,
  { revoke }: Pick<Revocation, 'revoke'>,
): LeaseWatch => {
  const { deskId, leases, clock, report } = seat

  const welcomed = (kept: KeptSession, welcome: Welcome): void => {
    clock.measure(welcome.serverAt)
    leases.renew(seat.fileOf(kept), welcome.lease, clock.now())
    seat.become({ phase: 'signedOut', notice: null, inquiry: null })
    beginAnyway(kept)
  }
  /**
   * One copy that cannot be erased now (no room, a newer console's) must keep nobody else's from being erased or
   * locked; it is tried at each look.
   */
  const eraseOne = (file: string): Failure | null => {
    try {
      leases.erased(file, eraseCopy(seat.placeOf(file)))
      return null
    } catch (error) {
      return report(error)
    }
  }
  return {
    lockUp: (kept) => {
      const file = seat.fileOf(kept)
      const lease = leases.standing(file, clock.now())
      if (lease.phase !== 'ended') return
      const place = seat.placeOf(file)
      if (seat.copy() === null) keepUnsent(place)
      seat.end()
      seat.become({
        phase: 'locked',
        locked: lock({
          kept,
          lease,
          waiting: place.journal.countWaiting(),
          address: seat.server(),
          deskId,
          welcome: (welcome) => welcomed(kept, welcome),
          refused: (failure) => {
            if (failure.code === 'deskRevoked') revoke(failure)
          },
        }),
      })
      seat.tell()
    },
    eraseOverdue: () => {
      for (const file of leases.listOverdue(clock.now())) {
        const kept = seat.kept()
        const isCurrent = kept !== null && seat.fileOf(kept) === file
        if (isCurrent) seat.end()
        const failure = eraseOne(file)
        if (isCurrent) seat.forget(failure)
      }
    },
  }
}
