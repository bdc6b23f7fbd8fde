import type { SessionState } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { deskIdSchema, type CommandId, type TicketId } from '#shared/ids'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { createDeskClock, keptClockSchema, machineClocks, type MachineClocks } from './clock/desk-clock'
import type { Files } from './files/files'
import { createLeases } from './lease/leases'
import type { LiveRemote } from './remote/live-remote'
import { openDeskFile } from './replica/desk-file'
import type { DocumentRef } from './replica/documents'
import type { Replica } from './replica/replica'
import { createDeskSession, type DeskSession } from './session/desk-session'
import type { OpenCopy } from './session/open-copy'
import { readStatus } from './session/session-store'
import { createChangeNotifier } from './change-notifier'

type OpenMessage = Extract<ToCore, { kind: 'open' }>

/** What the handlers of calls work with. */
export type DeskCore = {
  /** @returns the signed-in person's replica, or why there is none */
  replica: () => Result<Replica>
  session: () => SessionState
  status: () => SyncStatus
  signIn: (credentials: { login: string; password: string }) => Promise<Result<SessionState>>
  signOut: () => Promise<SessionState>
  issued: (commandId: CommandId, changed: readonly DocumentRef[]) => void
  statusChanged: () => void
  openTicket: (ticketId: TicketId | null) => void
  reconnect: () => void
  /** @returns the signed-in person's files, or why there are none */
  files: () => Result<Files>
  /** @returns the signed-in person's part in remote sessions, or why there is none */
  remote: () => Result<LiveRemote>
}

/** The desk between `open` and `close`: its files, who is signed in, and the connection that follows from both. */
export type RunningDesk = DeskCore & {
  /** The machine has woken up. */
  wake: () => void
  moveTo: (address: string) => void
  /** Handles an error of the replica: a damaged file is set aside and a fresh one started. @returns what to show */
  recover: (error: unknown) => Failure
  close: () => void
}

/** Leases count in hours, so checking half a minute late does no harm. */
const leaseCheckMs = 30_000

export type DeskParts = {
  post: (message: FromCore) => void
  /** Logs an error. @returns what to show of it */
  report: (error: unknown) => Failure
  /** An administrator has revoked this desk: all its files are gone, and this desk is over. */
  revoked: (failure: Failure) => void
  clocks?: MachineClocks
}

/**
 * Opens the desk's files and resumes the last session without a password.
 * @throws DatabaseError where a person must decide: vaultKeyLost, replicaNewer, notWritable
 */
export const openDeskCore = (
  opening: OpenMessage,
  { post, report, revoked, clocks = machineClocks }: DeskParts,
): RunningDesk => {
  const { directory, keyHex, server } = opening
  const deskFile = openDeskFile(directory, keyHex, clocks.wall())
  const keptClock = deskFile.kept('clock')
  const clock = createDeskClock({
    clocks,
    kept: keptClockSchema.nullable().catch(null).parse(keptClock.read()),
    keep: keptClock.write,
    measured: () => session.contacted(),
  })
  const leases = createLeases(deskFile.kept('leases'))
  const current = () => session.current()
  const status = (): SyncStatus => readStatus(current(), session.signedOutSince())
  const notifier = createChangeNotifier(post, {
    session: () => session.state(),
    status,
    replica: () => current()?.replica ?? null,
  })
  const session: DeskSession = createDeskSession({
    directory,
    keyHex,
    server,
    deskId: deskIdSchema.parse(opening.deskId),
    deskFile,
    leases,
    clock,
    notifier,
    report,
    deviceNow: clocks.wall,
    notice: opening.notice ?? null,
    revoked: (failure) => {
      clearInterval(timer)
      revoked(failure)
    },
  })
  const ofOpenCopy = <T>(pick: (copy: OpenCopy) => T): Result<T> => {
    const replica = session.replica()
    const open = current()
    if (!replica.ok) return replica
    return open === null ? fail('notSignedIn') : ok(pick(open))
  }
  const checkLeases = (): void => {
    try {
      session.checkLeases()
    } catch (error) {
      session.recover(error)
    }
  }
  const timer = setInterval(checkLeases, leaseCheckMs)
  timer.unref()
  try {
    session.resume()
  } catch (error) {
    clearInterval(timer)
    deskFile.close()
    throw error
  }
  return {
    replica: session.replica,
    session: session.state,
    status,
    signIn: session.signIn,
    signOut: session.signOut,
    issued: (commandId, changed) => {
      const open = current()
      open?.journal.add(open.replica, commandId)
      notifier.documentsChanged(changed)
      open?.waiting.changed(changed)
      open?.sync.pushSoon()
    },
    statusChanged: notifier.statusChanged,
    openTicket: (ticketId) => current()?.sync.openTicket(ticketId),
    reconnect: session.reconnect,
    wake: () => {
      checkLeases()
      session.reconnect()
    },
    files: () => ofOpenCopy(({ files }) => files),
    remote: () => ofOpenCopy(({ remote }) => remote),
    moveTo: session.moveTo,
    recover: session.recover,
    close: () => {
      clearInterval(timer)
      clock.tick()
      notifier.stop()
      session.end()
      deskFile.close()
    },
  }
}
