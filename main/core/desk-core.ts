import type { SessionState } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { deskIdSchema, type CommandId, type TicketId } from '#shared/ids'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { openDeskFile } from './replica/desk-file'
import type { DocumentRef } from './replica/documents'
import type { Replica } from './replica/replica'
import { createDeskSession, type DeskSession } from './session/desk-session'
import { readStatus } from './session/status'
import { createTelling } from './telling'

type Opening = Extract<ToCore, { kind: 'open' }>

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
}

/** The desk between `open` and `close`: its files, who is signed in, and the connection that follows from both. */
export type RunningDesk = DeskCore & {
  moveTo: (address: string) => void
  /** A call or a page met an error: a damaged file is set aside and a fresh one begun. @returns what to tell */
  recover: (error: unknown) => Failure
  close: () => void
}

/**
 * Opens the desk's files and resumes the last session without a password.
 * @param report writes an error down and puts it in words
 * @throws DatabaseError where a person must decide: vaultKeyLost, replicaNewer, notWritable
 */
export const openDesk = (opening: Opening, post: (message: FromCore) => void, report: (error: unknown) => Failure, deviceNow: () => number = Date.now): RunningDesk => {
  const { directory, keyHex, server } = opening
  const deskFile = openDeskFile(directory, keyHex, deviceNow())
  const current = () => session.current()
  const status = (): SyncStatus => readStatus(current(), session.signedOutSince())
  const telling = createTelling(post, { session: () => session.state(), status, replica: () => current()?.replica ?? null })
  const session: DeskSession = createDeskSession({ directory, keyHex, server, deskId: deskIdSchema.parse(opening.deskId), deskFile, telling, report, deviceNow })
  try {
    session.resume()
  } catch (error) {
    deskFile.close()
    throw error
  }
  return {
    replica: () => {
      const open = current()
      return open === null ? fail('notSignedIn') : ok(open.replica)
    },
    session: session.state,
    status,
    signIn: session.signIn,
    signOut: session.signOut,
    issued: (commandId, changed) => {
      const open = current()
      open?.journal.add(open.replica, commandId)
      telling.changed(changed)
      open?.sync.pushSoon()
    },
    statusChanged: telling.touch,
    openTicket: (ticketId) => current()?.sync.openTicket(ticketId),
    reconnect: () => current()?.sync.reconnect(),
    moveTo: session.moveTo,
    recover: session.recover,
    close: () => {
      telling.stop()
      session.end()
      deskFile.close()
    },
  }
}
