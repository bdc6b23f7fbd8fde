import type { SessionState } from '#shared/ipc/contract'
import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import { fail, ok, type Failure, type Result } from '#shared/result'
import type { DeskClock } from '../clock/desk-clock'
import { eraseCopy, eraseEverything, keepUnsent, type CopyPlace } from '../lease/erase'
import type { Leases } from '../lease/leases'
import { startProbe, type Probe } from '../lease/probe'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import { isDamage, replicaFileName } from '../replica/open-replica'
import type { Replica } from '../replica/replica'
import { confirmErasedAt, signInAt, signOutAt } from '../server-session'
import type { Telling } from '../telling'
import { openCopy, type OpenCopy } from './open-copy'
import { lock, type Locked } from './locked'

export type DeskSessionNeeds = {
  directory: string
  keyHex: string
  server: string
  deskId: DeskId
  deskFile: DeskFile
  leases: Leases
  clock: DeskClock
  telling: Telling
  /** Writes an error down and puts it in words. */
  report: (error: unknown) => Failure
  deviceNow: () => number
  /** Why the page is to be told that nobody is signed in, until somebody is. */
  notice: Failure | null
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

/**
 *   signedOut ──sign-in──▶ open ──lease ends──▶ locked ──the server's welcome, or a sign-in──▶ open
 *       ▲                    │                    │
 *       ├──sign-out, expiry──┘                    │
 *       ├──────────────time until erasure over────┘   the copy is gone, what is unsent is in the journal
 *       └──deskRevoked, from anywhere: everything is gone
 */
type Standing =
  | { phase: 'signedOut'; notice: Failure | null }
  | { phase: 'open'; copy: OpenCopy }
  | { phase: 'locked'; locked: Locked }

export const createDeskSession = (needs: DeskSessionNeeds): DeskSession => {
  const { directory, keyHex, deskId, deskFile, leases, clock, telling, report, deviceNow } = needs
  let { server } = needs
  let standing: Standing = { phase: 'signedOut', notice: needs.notice }
  let signedOutSince = deviceNow()
  let inquiry: Probe | null = null

  const fileOf = ({ person, serverId }: KeptSession): string => replicaFileName(server, person.id, serverId)
  const placeOf = (file: string): CopyPlace => ({ directory, keyHex, file, journal: deskFile.journal(file) })
  const lastFile = (): string | null => {
    const file = deskFile.kept('lastFile').read()
    return typeof file === 'string' ? file : null
  }
  const tell = (): void => {
    telling.session()
    telling.touch()
  }

  const current = (): OpenCopy | null => (standing.phase === 'open' ? standing.copy : null)
  const signedOutState = (notice: Failure | null): SessionState => {
    const file = lastFile()
    if (file === null) return { phase: 'signedOut', notice, waiting: 0 }
    const lease = leases.standing(file, clock.now())
    const erased = lease.phase === 'erased' ? fail('replicaErased', { count: String(lease.count) }).failure : null
    return { phase: 'signedOut', notice: erased ?? notice, waiting: deskFile.journal(file).countWaiting() }
  }
  const state = (): SessionState => {
    if (standing.phase === 'open') return { phase: 'signedIn', person: standing.copy.replica.person }
    return standing.phase === 'locked' ? standing.locked.state : signedOutState(standing.notice)
  }

  const begin = (kept: KeptSession, isKnownDamaged = false): Failure | null => {
    const file = fileOf(kept)
    const copy = openCopy({
      directory, keyHex, server, deskId, deskFile, kept, deviceNow, clock, telling, isKnownDamaged, file,
      isErased: leases.standing(file, clock.now()).phase === 'erased',
      leaseUntil: () => {
        const lease = leases.standing(file, clock.now())
        return lease.phase === 'held' ? lease.until : null
      },
      leaseTold: (lease) => leases.renew(file, lease, clock.now()),
      signedOut: (failure) => { if (current() === copy) leave(failure) },
      failed: (error) => { if (current() === copy) recover(error) },
    })
    deskFile.kept('lastFile').write(file)
    standing = { phase: 'open', copy }
    return copy.notice
  }
  const end = (notice: Failure | null = null): void => {
    const ending = standing
    standing = { phase: 'signedOut', notice }
    inquiry?.stop()
    inquiry = null
    if (ending.phase === 'locked') ending.locked.stop()
    if (ending.phase !== 'open') return
    signedOutSince = deviceNow()
    telling.forgetRinging()
    ending.copy.close()
  }
  const forget = (notice: Failure | null): void => {
    end(notice)
    deskFile.writeSession(null)
    tell()
  }
  const tokenHere = (): string | null => (standing.phase === 'open' ? standing.copy.kept.token : standing.phase === 'locked' ? standing.locked.kept.token : null)
  /** @param token of a session that is over, to confirm with */
  const revoke = (failure: Failure, token = tokenHere()): void => {
    end(failure)
    telling.stop()
    deskFile.close()
    eraseEverything(directory)
    if (token !== null && token !== '') void confirmErasedAt(server, deskId, token)
    needs.revoked(failure)
  }
  /** Nobody is signed in, but somebody's copy lies here: the server is asked once whether it still may. */
  const inquire = (token: string): void => {
    inquiry = startProbe({
      address: server, token, deskId, welcome: () => undefined,
      refused: (failure) => { if (failure.code === 'deskRevoked') revoke(failure, token) },
    })
  }
  const leave = (failure: Failure): void => {
    const token = tokenHere()
    if (failure.code === 'deskRevoked') return revoke(failure)
    forget(failure)
    // The word that a session is over does not say why.
    if (token !== null) inquire(token)
  }
  /** Opens a copy where there may be damage or no room; nobody waits for an answer. */
  const beginAnyway = (kept: KeptSession, isKnownDamaged: boolean): Failure | null => {
    try {
      return begin(kept, isKnownDamaged)
    } catch (error) {
      // Not even a fresh file can be written: signed out until a person has made room, the session is kept.
      const failure = report(error)
      standing = { phase: 'signedOut', notice: failure }
      return failure
    } finally {
      tell()
    }
  }
  const recover = (error: unknown): Failure => {
    const failure = report(error)
    const copy = current()
    if (copy === null || !isDamage(error, copy.replica.db)) return failure
    end()
    return beginAnyway(copy.kept, true) ?? failure
  }

  const welcomed = (kept: KeptSession, welcome: Welcome): void => {
    clock.measure(welcome.serverAt)
    leases.renew(fileOf(kept), welcome.lease, clock.now())
    standing = { phase: 'signedOut', notice: null }
    beginAnyway(kept, false)
  }
  const lockUp = (kept: KeptSession): void => {
    const file = fileOf(kept)
    const lease = leases.standing(file, clock.now())
    if (lease.phase !== 'ended') return
    const place = placeOf(file)
    if (current() === null) keepUnsent(place)
    end()
    standing = {
      phase: 'locked',
      locked: lock({
        kept, lease, waiting: place.journal.countWaiting(), address: server, deskId,
        welcome: (welcome) => welcomed(kept, welcome),
        refused: (failure) => { if (failure.code === 'deskRevoked') revoke(failure) },
      }),
    }
    tell()
  }
  const eraseOverdue = (): void => {
    for (const file of leases.listOverdue(clock.now())) {
      const kept = standing.phase === 'open' ? standing.copy.kept : standing.phase === 'locked' ? standing.locked.kept : null
      const isCurrent = kept !== null && fileOf(kept) === file
      if (isCurrent) end()
      leases.erased(file, eraseCopy(placeOf(file)))
      if (isCurrent) forget(null)
    }
  }
  const look = (): void => {
    clock.tick()
    eraseOverdue()
    const copy = current()
    if (copy !== null) lockUp(copy.kept)
  }
  const resume = (): void => {
    eraseOverdue()
    const kept = deskFile.readSession()
    if (kept === null && lastFile() !== null) inquire('')
    if (kept === null || kept.serverHost !== new URL(server).hostname) return
    const { phase } = leases.standing(fileOf(kept), clock.now())
    if (phase === 'erased') deskFile.writeSession(null)
    else if (phase === 'ended') lockUp(kept)
    else begin(kept)
  }
  return {
    current,
    replica: () => {
      if (standing.phase === 'open') return ok(standing.copy.replica)
      return standing.phase === 'locked' ? fail('leaseEnded', { hours: String(standing.locked.state.offlineHours) }) : fail('notSignedIn')
    },
    state,
    signedOutSince: () => signedOutSince,
    resume,
    look,
    contacted: () => {
      const copy = current()
      if (copy !== null) leases.contact(fileOf(copy.kept), clock.now())
    },
    signIn: async (credentials) => {
      const at = server
      const answer = await signInAt(at, { ...credentials, deskId })
      if (!answer.ok) {
        if (answer.failure.code === 'deskRevoked') revoke(answer.failure)
        return answer
      }
      end()
      const kept: KeptSession = { serverHost: new URL(at).hostname, serverId: answer.value.serverId, token: answer.value.token, person: answer.value.person }
      deskFile.writeSession(kept)
      begin(kept)
      leases.contact(fileOf(kept), clock.now())
      tell()
      return ok(state())
    },
    signOut: async () => {
      const token = tokenHere()
      forget(null)
      if (token !== null) await signOutAt(server, token)
      return state()
    },
    reconnect: () => {
      if (standing.phase === 'open') standing.copy.sync.reconnect()
      if (standing.phase === 'locked') standing.locked.again()
      inquiry?.again()
    },
    moveTo: (address) => {
      const isSameHost = new URL(address).hostname === new URL(server).hostname
      server = address
      const copy = current()
      if (isSameHost && copy !== null) copy.sync.moveTo(address)
      else if (!isSameHost || standing.phase === 'locked' || inquiry !== null) {
        const notice = standing.phase === 'signedOut' && isSameHost ? standing.notice : null
        end(notice)
        resume()
        telling.session()
      }
      telling.touch()
    },
    recover,
    end,
  }
}
