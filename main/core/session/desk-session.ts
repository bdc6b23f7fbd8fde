import type { SessionState } from '#shared/ipc/contract'
import { fail, ok, type Failure, type Result } from '#shared/result'
import type { KeptSession } from '../replica/desk-file'
import type { Replica } from '../replica/replica'
import { signInAt, signOutAt } from '../server-session'
import { createLeaseWatch } from './lease-watch'
import type { OpenCopy } from './open-copy'
import { createOpening } from './opening'
import { createRevocation } from './revocation'
import { createSeat, type SeatNeeds } from './seat'
import { readSessionState } from './session-state'

export type DeskSessionNeeds = SeatNeeds & {
  /** An administrator has revoked the desk; nothing is left of it here. */
  revoked: (failure: Failure) => void
}

/** Who is signed in at this desk, one after another. */
export type DeskSession = {
  current: () => OpenCopy | null
  /** @returns the signed-in person's copy, or why there is none: notSignedIn, leaseEnded */
  replica: () => Result<Replica>
  state: () => SessionState
  signedOutSince: () => number
  /** Goes on with the session that was kept, without a password. @throws DatabaseError where a person must decide */
  resume: () => void
  /** Looks at the leases: ends, locks and erases what they no longer allow. */
  look: () => void
  /** The server was there a moment ago. */
  contacted: () => void
  signIn: (credentials: { login: string; password: string }) => Promise<Result<SessionState>>
  signOut: () => Promise<SessionState>
  reconnect: () => void
  moveTo: (address: string) => void
  /** A call or a page met an error: a damaged file is set aside and a fresh one begun. @returns what to tell */
  recover: (error: unknown) => Failure
  /** Closes the copy; who was signed in stays so for the next start. */
  end: () => void
}

/** Begins with nobody signed in; `resume` goes on with the session that was kept. */
export const createDeskSession = ({ revoked, ...needs }: DeskSessionNeeds): DeskSession => {
  const { deskId, deskFile, leases, clock, telling } = needs
  const seat = createSeat(needs)
  let isOver = false
  const revocation = createRevocation(seat, (failure) => {
    isOver = true
    revoked(failure)
  })
  const opening = createOpening(seat, revocation.leave)
  const leaseWatch = createLeaseWatch(seat, opening, revocation)
  const state = (): SessionState => readSessionState(seat)

  const resume = (): void => {
    leaseWatch.eraseOverdue()
    const kept = deskFile.readSession()
    if (kept === null && seat.lastFile() !== null) revocation.inquire('')
    if (kept === null || kept.serverHost !== new URL(seat.server()).hostname) return
    const { phase } = leases.standing(seat.fileOf(kept), clock.now())
    // Overdue still: it could not be erased, and opened it is by a sign-in only.
    if (phase === 'erased' || phase === 'overdue') deskFile.writeSession(null)
    else if (phase === 'ended') leaseWatch.lockUp(kept)
    else opening.begin(kept)
  }
  return {
    current: seat.copy,
    replica: () => {
      const standing = seat.standing()
      if (standing.phase === 'open') return ok(standing.copy.replica)
      return standing.phase === 'locked'
        ? fail('leaseEnded', { hours: String(standing.locked.state.offlineHours) })
        : fail('notSignedIn')
    },
    state,
    signedOutSince: seat.signedOutSince,
    resume,
    look: () => {
      clock.tick()
      leaseWatch.eraseOverdue()
      const copy = seat.copy()
      if (copy !== null) leaseWatch.lockUp(copy.kept)
    },
    contacted: () => {
      const copy = seat.copy()
      if (copy !== null) leases.contact(seat.fileOf(copy.kept), clock.now())
    },
    signIn: async (credentials) => {
      const at = seat.server()
      const answer = await signInAt(at, { ...credentials, deskId })
      if (!answer.ok) {
        if (answer.failure.code === 'deskRevoked' && !isOver) revocation.revoke(answer.failure)
        return answer
      }
      if (isOver || new URL(at).hostname !== new URL(seat.server()).hostname) {
        // The desk was closed, revoked or given another server meanwhile: that one must not see this token.
        await signOutAt(at, answer.value.token)
        return fail('notSignedIn')
      }
      seat.end()
      const kept: KeptSession = {
        serverHost: new URL(at).hostname,
        serverId: answer.value.serverId,
        token: answer.value.token,
        person: answer.value.person,
      }
      try {
        deskFile.writeSession(kept)
        opening.begin(kept)
      } finally {
        // Also where it could not be opened: whoever was locked until now is not any more.
        seat.tell()
      }
      leases.contact(seat.fileOf(kept), clock.now())
      return ok(state())
    },
    signOut: async () => {
      const token = seat.kept()?.token ?? null
      seat.forget(null)
      if (token !== null) await signOutAt(seat.server(), token)
      return state()
    },
    reconnect: () => {
      const standing = seat.standing()
      if (standing.phase === 'open') standing.copy.sync.reconnect()
      else if (standing.phase === 'locked') standing.locked.again()
      else standing.inquiry?.again()
    },
    moveTo: (address) => {
      const isSameHost = new URL(address).hostname === new URL(seat.server()).hostname
      seat.serverMoved(address)
      const standing = seat.standing()
      if (standing.phase === 'open' && isSameHost) standing.copy.sync.moveTo(address)
      else if (
        !isSameHost ||
        standing.phase === 'locked' ||
        (standing.phase === 'signedOut' && standing.inquiry !== null)
      ) {
        seat.end(standing.phase === 'signedOut' && isSameHost ? standing.notice : null)
        resume()
        telling.session()
      }
      telling.touch()
    },
    recover: opening.recover,
    end: () => {
      isOver = true
      seat.end()
    },
  }
}
