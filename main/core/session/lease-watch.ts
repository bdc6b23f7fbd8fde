import type { SessionState } from '#shared/ipc/contract'
import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import type { Failure } from '#shared/result'
import type { LeaseState } from '../lease/leases'
import { startProbe } from '../lease/probe'
import type { KeptSession } from '../replica/desk-file'
import { eraseEverything, eraseCopy, keepUnsent } from '../lease/erase'
import { confirmErasedAt } from '../server-session'
import type { SessionStore } from './session-store'
import type { CopyOpener } from './copy-opener'

/** The copy is closed while its person stays signed in; a welcome from the server unlocks it. */
export type Locked = {
  kept: KeptSession
  state: Extract<SessionState, { phase: 'locked' }>
  retry: () => void
  stop: () => void
}

type LockNeeds = {
  kept: KeptSession
  lease: Extract<LeaseState, { phase: 'ended' | 'overdue' }>
  waiting: number
  address: string
  deskId: DeskId
  welcome: (welcome: Welcome) => void
  refused: (failure: Failure) => void
}

export const lock = ({
  kept,
  lease: { since, erasesAt, offlineHours },
  waiting,
  address,
  deskId,
  welcome,
  refused,
}: LockNeeds): Locked => {
  const probe = startProbe({
    address,
    token: kept.token,
    deskId,
    refused,
    // Another server at that address cannot unlock this copy.
    welcome: (received) => {
      if (received.serverId === kept.serverId) welcome(received)
    },
  })
  return {
    kept,
    state: { phase: 'locked', person: kept.person, since, erasesAt, offlineHours, waiting },
    retry: probe.retry,
    stop: probe.stop,
  }
}

/** Erases a desk that an administrator has revoked, and lets a signed-out desk find out. */
export type Revocation = {
  /** @param token of an ended session, used for the confirmation */
  revoke: (failure: Failure, token?: string | null) => void
  /** Nobody is signed in, but a copy is on this disk: asks the server once whether it may stay. */
  inquire: (token: string) => void
  /** The server has ended the session. */
  leave: (failure: Failure) => void
}

/** @param revoked called once everything here is erased */
export const createRevocation = (store: SessionStore, revoked: (failure: Failure) => void): Revocation => {
  const { directory, deskId, deskFile, notifier } = store
  const tokenHere = (): string | null => store.session()?.token ?? null

  const revoke: Revocation['revoke'] = (failure, token = tokenHere()) => {
    store.close(failure)
    notifier.stop()
    deskFile.close()
    const isAllGone = eraseEverything(directory)
    if (isAllGone && token !== null && token !== '') void confirmErasedAt(store.server(), deskId, token)
    revoked(failure)
  }
  const inquire: Revocation['inquire'] = (token) => {
    const state = store.state()
    if (state.phase !== 'signedOut') return
    const inquiry = startProbe({
      address: store.server(),
      token,
      deskId,
      welcome: () => undefined,
      refused: (failure) => {
        if (failure.code === 'deskRevoked') revoke(failure, token)
      },
    })
    store.setState({ ...state, inquiry })
  }
  return {
    revoke,
    inquire,
    leave: (failure) => {
      const token = tokenHere()
      if (failure.code === 'deskRevoked') return revoke(failure)
      store.signOut(failure)
      // The server's message that a session is over does not say why.
      if (token !== null) inquire(token)
    },
  }
}

/** Enforces the leases. */
type LeaseWatch = {
  /** Closes the person's copy where its lease has ended. */
  closeWhereEnded: (kept: KeptSession) => void
  /** Erases every copy whose erasure is due. */
  eraseOverdue: () => void
}

/** @returns functions to call at a start, when the machine wakes and regularly */
export const createLeaseWatch = (
  store: SessionStore,
  { tryToOpen }: Pick<CopyOpener, 'tryToOpen'>,
  { revoke }: Pick<Revocation, 'revoke'>,
): LeaseWatch => {
  const { deskId, leases, clock, report } = store

  const welcomed = (kept: KeptSession, welcome: Welcome): void => {
    clock.measure(welcome.serverAt)
    leases.renew(store.fileOf(kept), welcome.lease, clock.now())
    store.setState({ phase: 'signedOut', notice: null, inquiry: null })
    tryToOpen(kept)
  }
  /**
   * A copy that cannot be erased now (no room, or from a newer console) must not stop others from being erased or
   * locked; it is tried again at each check.
   */
  const eraseOne = (file: string): Failure | null => {
    try {
      leases.erased(file, eraseCopy(store.placeOf(file)))
      return null
    } catch (error) {
      return report(error)
    }
  }
  return {
    closeWhereEnded: (kept) => {
      const file = store.fileOf(kept)
      const lease = leases.stateOf(file, clock.now())
      if (lease.phase !== 'ended') return
      const place = store.placeOf(file)
      if (store.copy() === null) keepUnsent(place)
      store.close()
      store.setState({
        phase: 'locked',
        locked: lock({
          kept,
          lease,
          waiting: place.journal.countWaiting(),
          address: store.server(),
          deskId,
          welcome: (welcome) => welcomed(kept, welcome),
          refused: (failure) => {
            if (failure.code === 'deskRevoked') revoke(failure)
          },
        }),
      })
      store.notify()
    },
    eraseOverdue: () => {
      for (const file of leases.listOverdue(clock.now())) {
        const kept = store.session()
        const isCurrent = kept !== null && store.fileOf(kept) === file
        if (isCurrent) store.close()
        const failure = eraseOne(file)
        if (isCurrent) store.signOut(failure)
      }
    },
  }
}
