import type { Failure } from '#shared/result'
import type { KeptSession } from '../replica/desk-file'
import { isDamage } from '../replica/open-replica'
import { openCopy } from './open-copy'
import type { Seat } from './seat'

/** How a person's copy comes to be open. */
export type Opening = {
  /** @throws DatabaseError where a person must decide */
  begin: (kept: KeptSession) => void
  /** Opens a copy where there may be damage or no room; nobody waits for an answer. */
  beginAnyway: (kept: KeptSession) => void
  /** A call or a page met an error: a damaged file is set aside and a fresh one begun. @returns what to tell */
  recover: (error: unknown) => Failure
}

/** @param leave the server has ended the session of the copy that is open */
export const createOpening = (seat: Seat, leave: (failure: Failure) => void): Opening => {
  const { directory, keyHex, deskId, deskFile, leases, clock, telling, report, deviceNow } = seat

  const open = (kept: KeptSession, isKnownDamaged: boolean): Failure | null => {
    const file = seat.fileOf(kept)
    const copy = openCopy({
      directory,
      keyHex,
      server: seat.server(),
      deskId,
      deskFile,
      kept,
      deviceNow,
      clock,
      telling,
      isKnownDamaged,
      file,
      isErased: leases.standing(file, clock.now()).phase === 'erased',
      leaseUntil: () => {
        const lease = leases.standing(file, clock.now())
        return lease.phase === 'held' ? lease.until : null
      },
      leaseTold: (lease) => leases.renew(file, lease, clock.now()),
      signedOut: (failure) => {
        if (seat.copy() === copy) leave(failure)
      },
      failed: (error) => {
        if (seat.copy() === copy) recover(error)
      },
    })
    deskFile.kept('lastFile').write(file)
    seat.become({ phase: 'open', copy })
    return copy.notice
  }
  const openAnyway = (kept: KeptSession, isKnownDamaged: boolean): Failure | null => {
    try {
      return open(kept, isKnownDamaged)
    } catch (error) {
      // Not even a fresh file can be written: signed out until a person has made room, the session is kept.
      const failure = report(error)
      seat.become({ phase: 'signedOut', notice: failure, inquiry: null })
      return failure
    } finally {
      seat.tell()
    }
  }
  const recover = (error: unknown): Failure => {
    const failure = report(error)
    const copy = seat.copy()
    if (copy === null || !isDamage(error, copy.replica.db)) return failure
    seat.end()
    return openAnyway(copy.kept, true) ?? failure
  }
  return {
    begin: (kept) => void open(kept, false),
    beginAnyway: (kept) => void openAnyway(kept, false),
    recover,
  }
}
