import type { DeskId } from '#shared/ids'
import { type Failure, fail } from '#shared/result'
import type { SessionState } from '#shared/ipc/contract'
import type { SyncStatus } from '#shared/ipc/replica-views'
import type { DeskClock } from '../clock/desk-clock'
import type { CopyPlace } from '../lease/erase'
import type { Leases } from '../lease/leases'
import type { Probe } from '../lease/probe'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import { replicaFileName } from '../replica/open-replica'
import type { ChangeNotifier } from '../change-notifier'
import type { Locked } from './lease-watch'
import type { OpenCopy } from './open-copy'
import { readMeta } from '../replica/meta'
import { countAttention, countPending } from '../replica/outbox'

export type SessionStoreNeeds = {
  directory: string
  keyHex: string
  server: string
  deskId: DeskId
  deskFile: DeskFile
  leases: Leases
  clock: DeskClock
  notifier: ChangeNotifier
  /** Logs an error. @returns what to show of it */
  report: (error: unknown) => Failure
  deviceNow: () => number
  /** Why nobody is signed in; shown on the page until somebody signs in. */
  notice: Failure | null
}

/**
 *   signedOut ──sign-in──▶ open ──lease ends──▶ locked ──the server's welcome, or a sign-in──▶ open
 *       ▲                    │                    │
 *       ├──sign-out, expiry──┘                    │
 *       ├──────────────time until erasure over────┘   the copy is gone, what is unsent is in the journal
 *       └──deskRevoked, from anywhere: everything is gone
 */
export type DeskSessionState =
  | {
      phase: 'signedOut'
      notice: Failure | null
      /** Asks the server whether the copy on this disk may stay. */ inquiry: Probe | null
    }
  | { phase: 'open'; copy: OpenCopy }
  | { phase: 'locked'; locked: Locked }

/** Who is signed in at this desk, and where their copy is stored. */
export type SessionStore = Omit<SessionStoreNeeds, 'notice' | 'server'> & {
  state: () => DeskSessionState
  setState: (state: DeskSessionState) => void
  /** The server's address now. */
  server: () => string
  serverMoved: (address: string) => void
  copy: () => OpenCopy | null
  /** The session of the signed-in person, also while their copy is locked. */
  session: () => KeptSession | null
  signedOutSince: () => number
  fileOf: (kept: KeptSession) => string
  placeOf: (file: string) => CopyPlace
  /** The copy of the person who signed in last. */
  lastFile: () => string | null
  /** Notifies the page that session state and status may have changed. */
  notify: () => void
  /** Closes the copy; the person stays signed in for the next start. */
  close: (notice?: Failure | null) => void
  /** Closes the copy and ends the session at this desk; the server is not asked. */
  signOut: (notice: Failure | null) => void
}

/** Starts with nobody signed in. */
export const createSessionStore = ({
  notice: firstNotice,
  server: firstServer,
  ...needs
}: SessionStoreNeeds): SessionStore => {
  const { directory, keyHex, deskFile, notifier, deviceNow } = needs
  let server = firstServer
  let state: DeskSessionState = { phase: 'signedOut', notice: firstNotice, inquiry: null }
  let signedOutSince = deviceNow()

  const notify = (): void => {
    notifier.sessionChanged()
    notifier.statusChanged()
  }
  const close = (notice: Failure | null = null): void => {
    const ending = state
    state = { phase: 'signedOut', notice, inquiry: null }
    if (ending.phase === 'signedOut') ending.inquiry?.stop()
    if (ending.phase === 'locked') ending.locked.stop()
    if (ending.phase !== 'open') return
    signedOutSince = deviceNow()
    notifier.forgetRinging()
    ending.copy.close()
  }
  return {
    ...needs,
    state: () => state,
    setState: (next) => {
      state = next
    },
    server: () => server,
    serverMoved: (address) => {
      server = address
    },
    copy: () => (state.phase === 'open' ? state.copy : null),
    session: () => (state.phase === 'open' ? state.copy.kept : state.phase === 'locked' ? state.locked.kept : null),
    signedOutSince: () => signedOutSince,
    fileOf: ({ person, serverId }) => replicaFileName(server, person.id, serverId),
    placeOf: (file) => ({ directory, keyHex, file, journal: deskFile.journal(file) }),
    lastFile: () => {
      const file = deskFile.kept('lastFile').read()
      return typeof file === 'string' ? file : null
    },
    notify,
    close,
    signOut: (notice) => {
      close(notice)
      deskFile.writeSession(null)
      notify()
    },
  }
}

const signedOutState = ({ lastFile, leases, clock, deskFile }: SessionStore, notice: Failure | null): SessionState => {
  const file = lastFile()
  if (file === null) return { phase: 'signedOut', notice, waiting: 0 }
  const lease = leases.stateOf(file, clock.now())
  const erased = lease.phase === 'erased' ? fail('replicaErased', { count: String(lease.count) }).failure : null
  return { phase: 'signedOut', notice: erased ?? notice, waiting: deskFile.journal(file).countWaiting() }
}

/** @returns the session state that the page shows */
export const readSessionState = (store: SessionStore): SessionState => {
  const state = store.state()
  if (state.phase === 'open') return { phase: 'signedIn', person: state.copy.replica.person }
  return state.phase === 'locked' ? state.locked.state : signedOutState(store, state.notice)
}

/**
 * @param copy null where nobody is signed in; then `signedOutSince` is used
 * @returns what the page shows of connection and outbox
 */
export const readStatus = (copy: OpenCopy | null, signedOutSince: number): SyncStatus => {
  if (copy === null)
    return {
      connection: 'offline',
      since: signedOutSince,
      behind: 0,
      pending: 0,
      attention: 0,
      bootstrap: null,
      uploads: { files: 0, leftBytes: 0 },
      asOf: null,
      clockOffsetMs: null,
      failure: null,
    }
  const {
    replica: { db, clock },
    sync,
    files,
    notice,
  } = copy
  const { connection, behind } = sync.read()
  const filling = readMeta(db, 'bootstrap')
  const isEmpty = readMeta(db, 'cursor') === null
  return {
    connection: connection.phase,
    since: connection.since,
    behind,
    pending: countPending(db),
    attention: countAttention(db),
    bootstrap:
      filling === null ? (isEmpty ? { done: 0, total: 0 } : null) : { done: filling.done, total: filling.total },
    uploads: files.uploads(),
    asOf: readMeta(db, 'asOf'),
    clockOffsetMs: clock.offsetMs(),
    failure: ('failure' in connection ? connection.failure : null) ?? notice ?? files.notice(),
  }
}
