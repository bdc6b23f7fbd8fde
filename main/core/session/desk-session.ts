import type { SessionState } from '#shared/ipc/contract'
import { fail, ok, type Failure, type Result } from '#shared/result'
import type { KeptSession } from '../replica/desk-file'
import type { Replica } from '../replica/replica'
import { signInAt, signOutAt } from '../server-session'
import { createLeaseWatch, createRevocation } from './lease-watch'
import type { OpenCopy } from './open-copy'
import { createCopyOpener } from './copy-opener'
import { createSessionStore, type SessionStoreNeeds, readSessionState } from './session-store'

export type DeskSessionNeeds = SessionStoreNeeds & {
  /** Called once an administrator has revoked the desk and everything here is erased. */
  revoked: (failure: Failure) => void
}

/** The sessions of this desk, one after another. */
export type DeskSession = {
  current: () => OpenCopy | null
  /** @returns the signed-in person's copy, or why there is none: notSignedIn, leaseEnded */
  replica: () => Result<Replica>
  state: () => SessionState
  signedOutSince: () => number
  /** Resumes the stored session without a password. @throws DatabaseError where a person must decide */
  resume: () => void
  /** Checks the leases: locks and erases what they no longer allow. */
  checkLeases: () => void
  /** The server has just answered. */
  contacted: () => void
  signIn: (credentials: { login: string; password: string }) => Promise<Result<SessionState>>
  signOut: () => Promise<SessionState>
  reconnect: () => void
  moveTo: (address: string) => void
  /** Handles an error of the replica: a damaged file is set aside and a fresh one started. @returns what to show */
  recover: (error: unknown) => Failure
  /** Closes the copy; the person stays signed in for the next start. */
  end: () => void
}

/** Starts with nobody signed in; `resume` continues the stored session. */
export const createDeskSession = ({ revoked, ...needs }: DeskSessionNeeds): DeskSession => {
  const { deskId, deskFile, leases, clock, notifier } = needs
  const store = createSessionStore(needs)
  let isOver = false
  const revocation = createRevocation(store, (failure) => {
    isOver = true
    revoked(failure)
  })
  const copyOpener = createCopyOpener(store, revocation.leave)
  const leaseWatch = createLeaseWatch(store, copyOpener, revocation)
  const state = (): SessionState => readSessionState(store)

  const resume = (): void => {
    leaseWatch.eraseOverdue()
    const kept = deskFile.readSession()
    if (kept === null && store.lastFile() !== null) revocation.inquire('')
    if (kept === null || kept.serverHost !== new URL(store.server()).hostname) return
    const { phase } = leases.stateOf(store.fileOf(kept), clock.now())
    // Still overdue: it could not be erased, so only a sign-in may open it.
    if (phase === 'erased' || phase === 'overdue') deskFile.writeSession(null)
    else if (phase === 'ended') leaseWatch.closeWhereEnded(kept)
    else copyOpener.begin(kept)
  }
  return {
    current: store.copy,
    replica: () => {
      const current = store.state()
      if (current.phase === 'open') return ok(current.copy.replica)
      return current.phase === 'locked'
        ? fail('leaseEnded', { hours: String(current.locked.state.offlineHours) })
        : fail('notSignedIn')
    },
    state,
    signedOutSince: store.signedOutSince,
    resume,
    checkLeases: () => {
      clock.tick()
      leaseWatch.eraseOverdue()
      const copy = store.copy()
      if (copy !== null) leaseWatch.closeWhereEnded(copy.kept)
    },
    contacted: () => {
      const copy = store.copy()
      if (copy !== null) leases.contact(store.fileOf(copy.kept), clock.now())
    },
    signIn: async (credentials) => {
      const at = store.server()
      const answer = await signInAt(at, { ...credentials, deskId })
      if (!answer.ok) {
        if (answer.failure.code === 'deskRevoked' && !isOver) revocation.revoke(answer.failure)
        return answer
      }
      if (isOver || new URL(at).hostname !== new URL(store.server()).hostname) {
        // Meanwhile the desk was closed, revoked or moved to another server, which must not get this token.
        await signOutAt(at, answer.value.token)
        return fail('notSignedIn')
      }
      store.close()
      const kept: KeptSession = {
        serverHost: new URL(at).hostname,
        serverId: answer.value.serverId,
        token: answer.value.token,
        person: answer.value.person,
      }
      try {
        deskFile.writeSession(kept)
        copyOpener.begin(kept)
      } finally {
        // Even if it could not be opened: the person who was locked until now no longer is.
        store.notify()
      }
      leases.contact(store.fileOf(kept), clock.now())
      return ok(state())
    },
    signOut: async () => {
      const token = store.session()?.token ?? null
      store.signOut(null)
      if (token !== null) await signOutAt(store.server(), token)
      return state()
    },
    reconnect: () => {
      const current = store.state()
      if (current.phase === 'open') current.copy.sync.reconnect()
      else if (current.phase === 'locked') current.locked.retry()
      else current.inquiry?.retry()
    },
    moveTo: (address) => {
      const isSameHost = new URL(address).hostname === new URL(store.server()).hostname
      store.serverMoved(address)
      const current = store.state()
      if (current.phase === 'open' && isSameHost) current.copy.sync.moveTo(address)
      else if (
        !isSameHost ||
        current.phase === 'locked' ||
        (current.phase === 'signedOut' && current.inquiry !== null)
      ) {
        store.close(current.phase === 'signedOut' && isSameHost ? current.notice : null)
        resume()
        notifier.sessionChanged()
      }
      notifier.statusChanged()
    },
    recover: copyOpener.recover,
    end: () => {
      isOver = true
      store.close()
    },
  }
}
