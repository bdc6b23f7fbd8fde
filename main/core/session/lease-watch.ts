import type { Welcome } from '#shared/protocol/session'
import { eraseCopy, keepUnsent } from '../lease/erase'
import type { KeptSession } from '../replica/desk-file'
import { lock } from './locked'
import type { Opening } from './opening'
import type { Revocation } from './revocation'
import type { Seat } from './seat'

/** Does what the leases say: ends, locks and erases what they no longer allow. */
export type LeaseWatch = {
  lockUp: (kept: KeptSession) => void
  eraseOverdue: () => void
}

export const createLeaseWatch = (seat: Seat, { beginAnyway }: Pick<Opening, 'beginAnyway'>, { revoke }: Pick<Revocation, 'revoke'>): LeaseWatch => {
  const { deskId, leases, clock } = seat

  const welcomed = (kept: KeptSession, welcome: Welcome): void => {
    clock.measure(welcome.serverAt)
    leases.renew(seat.fileOf(kept), welcome.lease, clock.now())
    seat.become({ phase: 'signedOut', notice: null, inquiry: null })
    beginAnyway(kept)
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
          kept, lease, waiting: place.journal.countWaiting(), address: seat.server(), deskId,
          welcome: (welcome) => welcomed(kept, welcome),
          refused: (failure) => { if (failure.code === 'deskRevoked') revoke(failure) },
        }),
      })
      seat.tell()
    },
    eraseOverdue: () => {
      for (const file of leases.listOverdue(clock.now())) {
        const kept = seat.kept()
        const isCurrent = kept !== null && seat.fileOf(kept) === file
        if (isCurrent) seat.end()
        leases.erased(file, eraseCopy(seat.placeOf(file)))
        if (isCurrent) seat.forget(null)
      }
    },
  }
}
