import type { Failure } from '#shared/result'
import type { KeptSession } from '../replica/desk-file'
import { isDamage } from '../replica/open-replica'
import { openCopy } from './open-copy'
import type { SessionStore } from './session-store'

/** Opens a person's copy. */
export type CopyOpener = {
  /** @throws DatabaseError where a person must decide */
  begin: (kept: KeptSession) => void
  /** Opens a copy that may be damaged or have no room; a failure becomes part of the session state. */
  tryToOpen: (kept: KeptSession) => void
  /** Handles an error of the replica: a damaged file is set aside and a fresh one started. @returns what to show */
  recover: (error: unknown) => Failure
}

/** @param leave called when the server has ended the session of the open copy */
export const createCopyOpener = (store: SessionStore, leave: (failure: Failure) => void): CopyOpener => {
  const { directory, keyHex, deskId, deskFile, leases, clock, notifier, report, deviceNow } = store

  const open = (kept: KeptSession, isKnownDamaged: boolean): Failure | null => {
    const file = store.fileOf(kept)
    const copy = openCopy({
      directory,
      keyHex,
      server: store.server(),
      deskId,
      deskFile,
      kept,
      deviceNow,
      clock,
      notifier,
      isKnownDamaged,
      file,
      isErased: leases.stateOf(file, clock.now()).phase === 'erased',
      leaseUntil: () => {
        const lease = leases.stateOf(file, clock.now())
        return lease.phase === 'valid' ? lease.until : null
      },
      leaseReceived: (lease) => leases.renew(file, lease, clock.now()),
      signedOut: (failure) => {
        if (store.copy() === copy) leave(failure)
      },
      failed: (error) => {
        if (store.copy() === copy) recover(error)
      },
    })
    deskFile.kept('lastFile').write(file)
    store.setState({ phase: 'open', copy })
    return copy.notice
  }
  const tryOpening = (kept: KeptSession, isKnownDamaged: boolean): Failure | null => {
    try {
      return open(kept, isKnownDamaged)
    } catch (error) {
      // Not even a fresh file can be written: signed out until there is room; the session is kept.
      const failure = report(error)
      store.setState({ phase: 'signedOut', notice: failure, inquiry: null })
      return failure
    } finally {
      store.notify()
    }
  }
  const recover = (error: unknown): Failure => {
    const failure = report(error)
    const copy = store.copy()
    if (copy === null || !isDamage(error, copy.replica.db)) return failure
    store.close()
    return tryOpening(copy.kept, true) ?? failure
  }
  return {
    begin: (kept) => void open(kept, false),
    tryToOpen: (kept) => void tryOpening(kept, false),
    recover,
  }
}
