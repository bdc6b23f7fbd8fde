import type { SessionState } from '#shared/ipc/contract'
import { events, type EventBody, type EventName } from '#shared/ipc/contract'
import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { deskIdSchema, type CommandId, type DeskId, type TicketId } from '#shared/ids'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { openDeskFile, type DeskFile, type KeptSession } from './replica/desk-file'
import { readShown, type DocumentRef } from './replica/documents'
import type { Journal } from './replica/journal'
import { isDamage, openReplica, replicaFileName } from './replica/open-replica'
import { countAttention, countPending, raiseSeq } from './replica/outbox'
import { readMeta } from './replica/meta'
import type { Replica } from './replica/replica'
import { signInAt, signOutAt } from './server-session'
import { startSync, type Sync } from './sync/sync'
import { createTeller, type Teller } from './teller'
import { listLiveCalls } from './views/call'

type Opening = Extract<ToCore, { kind: 'open' }>
type Session = { kept: KeptSession; replica: Replica; journal: Journal; sync: Sync; notice: Failure | null }

/** One sentence for both: what could be read of the damaged file, and what the second copy added. */
const withRestored = (damage: Failure, restored: Failure | null): Failure =>
  ({ ...damage, params: { ...damage.params, rescued: String(Number(damage.params['rescued'] ?? 0) + Number(restored?.params['count'] ?? 0)) } })

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
  const deskId: DeskId = deskIdSchema.parse(opening.deskId)
  const { directory, keyHex } = opening
  let server = opening.server
  const deskFile: DeskFile = openDeskFile(directory, keyHex, deviceNow())
  let session: Session | null = null
  let signedOutSince = deviceNow()
  let lastStatus = ''
  let lastSession = ''
  const toldRinging = new Set<string>()

  const say = <N extends EventName>(name: N, body: EventBody<N>): void => post({ kind: 'event', name, body: events[name].parse(body) as EventBody<EventName> })
  const sayStatus = (): void => {
    const now = status()
    const text = JSON.stringify(now)
    if (text === lastStatus) return
    lastStatus = text
    say('sync.changed', now)
  }
  const saySession = (): void => {
    const now = sessionState()
    const text = JSON.stringify(now)
    if (text === lastSession) return
    lastSession = text
    say('session.changed', now)
  }
  const teller: Teller = createTeller((changed) => {
    const live = session !== null && changed.some(({ noun }) => noun === 'call') ? { live: listLiveCalls(session.replica) } : {}
    if (changed.length > 0) say('replica.changed', { changed, ...live })
    sayStatus()
  })

  const status = (): SyncStatus => {
    if (session === null) return { connection: 'offline', since: signedOutSince, behind: 0, pending: 0, attention: 0, bootstrap: null, uploads: { files: 0, leftBytes: 0 }, asOf: null, clockOffsetMs: null, failure: null }
    const { replica: { db }, sync, notice } = session
    const { connection, behind } = sync.read()
    const filling = readMeta(db, 'bootstrap')
    const isEmpty = readMeta(db, 'cursor') === null
    return {
      connection: connection.phase, since: connection.since, behind, pending: countPending(db), attention: countAttention(db),
      bootstrap: filling === null ? (isEmpty ? { done: 0, total: 0 } : null) : { done: filling.done, total: filling.total },
      uploads: { files: 0, leftBytes: 0 }, asOf: null, clockOffsetMs: readMeta(db, 'clockOffsetMs'),
      failure: connection.phase === 'refused' ? connection.failure : notice,
    }
  }
  const sessionState = (): SessionState => (session === null ? { phase: 'signedOut', notice: null, waiting: 0 } : { phase: 'signedIn', person: session.replica.person })

  /** A call that has just begun to ring here is said once, outside the coalescing: the phone is already ringing. */
  const tellRinging = (replica: Replica, changed: readonly DocumentRef[]): void => {
    for (const { noun, id } of changed) {
      if (noun !== 'call') continue
      const call = readShown(replica.db, 'call', id)
      const isRinging = call?.phase === 'ringing' && call.rung.includes(replica.person.id)
      if (!isRinging) toldRinging.delete(id)
      else if (!toldRinging.has(id)) {
        toldRinging.add(id)
        post({ kind: 'ringing', callId: id })
      }
    }
  }

  const begin = (kept: KeptSession, isKnownDamaged = false): Failure | null => {
    const { replica, notice: damage } = openReplica({ directory, keyHex, server, serverId: kept.serverId, person: kept.person, deviceNow, isKnownDamaged })
    try {
      const journal = deskFile.journal(replicaFileName(server, kept.person.id, kept.serverId))
      const restored = journal.restore(replica, damage !== null)
      const notice = damage === null ? restored : withRestored(damage, restored)
      raiseSeq(replica.db, deskFile.reserveSeqs())
      const sync = startSync({
        replica, deskId, token: kept.token, address: server,
        tell: (changed) => { teller.changed(changed); tellRinging(replica, changed) },
        statusChanged: teller.touch, personTold: saySession,
        presence: (told) => say('presence.changed', told),
        signedOut: () => { if (session?.replica === replica) forget() },
        failed: (error) => { if (session?.replica === replica) recover(error) },
      })
      session = { kept, replica, journal, sync, notice }
      return notice
    } catch (error) {
      replica.db.close()
      throw error
    }
  }
  const end = (): void => {
    if (session === null) return
    const ending = session
    session = null
    signedOutSince = deviceNow()
    toldRinging.clear()
    ending.sync.stop()
    ending.replica.db.close()
  }
  const forget = (): void => {
    end()
    deskFile.writeSession(null)
    saySession()
    teller.touch()
  }
  const recover = (error: unknown): Failure => {
    const failure = report(error)
    if (!isDamage(error) || session === null) return failure
    const { kept } = session
    end()
    try {
      return begin(kept, true) ?? failure
    } catch (again) {
      // Not even a fresh file can be written: signed out until a person has made room, the session is kept.
      return report(again)
    } finally {
      saySession()
      teller.touch()
    }
  }
  const resume = (): void => {
    const kept = deskFile.readSession()
    if (kept !== null && kept.serverHost === new URL(server).hostname) begin(kept)
  }

  try {
    resume()
  } catch (error) {
    deskFile.close()
    throw error
  }
  return {
    replica: () => (session === null ? fail('notSignedIn') : ok(session.replica)),
    session: sessionState,
    status,
    signIn: async (credentials) => {
      const at = server
      const answer = await signInAt(at, { ...credentials, deskId })
      if (!answer.ok) return answer
      end()
      const kept: KeptSession = { serverHost: new URL(at).hostname, serverId: answer.value.serverId, token: answer.value.token, person: answer.value.person }
      deskFile.writeSession(kept)
      begin(kept)
      saySession()
      teller.touch()
      return ok(sessionState())
    },
    signOut: async () => {
      const token = session?.kept.token
      forget()
      if (token !== undefined) await signOutAt(server, token)
      return sessionState()
    },
    issued: (commandId, changed) => {
      session?.journal.add(session.replica, commandId)
      teller.changed(changed)
      session?.sync.pushSoon()
    },
    statusChanged: teller.touch,
    openTicket: (ticketId) => session?.sync.openTicket(ticketId),
    reconnect: () => session?.sync.reconnect(),
    moveTo: (address) => {
      const isSameHost = new URL(address).hostname === new URL(server).hostname
      server = address
      if (isSameHost) session?.sync.moveTo(address)
      else {
        end()
        resume()
        saySession()
      }
      teller.touch()
    },
    recover,
    close: () => {
      teller.stop()
      end()
      deskFile.close()
    },
  }
}
