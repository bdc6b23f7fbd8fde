import type { SessionState } from '#shared/ipc/contract'
import type { DeskId } from '#shared/ids'
import { ok, type Failure, type Result } from '#shared/result'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import type { Journal } from '../replica/journal'
import { isDamage, openReplica, replicaFileName } from '../replica/open-replica'
import { raiseSeq } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { signInAt, signOutAt } from '../server-session'
import { startSync, type Sync } from '../sync/sync'
import type { Telling } from '../telling'

/** Somebody is signed in: his copy is open and kept in step. */
export type Session = { kept: KeptSession; replica: Replica; journal: Journal; sync: Sync; notice: Failure | null }

export type DeskSessionNeeds = {
  directory: string
  keyHex: string
  server: string
  deskId: DeskId
  deskFile: DeskFile
  telling: Telling
  /** Writes an error down and puts it in words. */
  report: (error: unknown) => Failure
  deviceNow: () => number
}

/** Who is signed in at this desk, one after another. */
export type DeskSession = {
  current: () => Session | null
  state: () => SessionState
  signedOutSince: () => number
  /** Goes on with the session that was kept, without a password. @throws DatabaseError where a person must decide */
  resume: () => void
  signIn: (credentials: { login: string; password: string }) => Promise<Result<SessionState>>
  signOut: () => Promise<SessionState>
  moveTo: (address: string) => void
  /** A call or a page met an error: a damaged file is set aside and a fresh one begun. @returns what to tell */
  recover: (error: unknown) => Failure
  /** Closes the copy; who was signed in stays so for the next start. */
  end: () => void
}

/** One sentence for both: what could be read of the damaged file, and what the second copy added. */
const withRestored = (damage: Failure, restored: Failure | null): Failure =>
  ({ ...damage, params: { ...damage.params, rescued: String(Number(damage.params['rescued'] ?? 0) + Number(restored?.params['count'] ?? 0)) } })

export const createDeskSession = ({ directory, keyHex, deskId, deskFile, telling, report, deviceNow, ...needs }: DeskSessionNeeds): DeskSession => {
  let { server } = needs
  let session: Session | null = null
  let signedOutSince = deviceNow()

  const state = (): SessionState => (session === null ? { phase: 'signedOut', notice: null, waiting: 0 } : { phase: 'signedIn', person: session.replica.person })

  const begin = (kept: KeptSession, isKnownDamaged = false): Failure | null => {
    const { replica, notice: damage } = openReplica({ directory, keyHex, server, serverId: kept.serverId, person: kept.person, deviceNow, isKnownDamaged })
    try {
      const journal = deskFile.journal(replicaFileName(server, kept.person.id, kept.serverId))
      const restored = journal.restore(replica, damage !== null)
      const notice = damage === null ? restored : withRestored(damage, restored)
      raiseSeq(replica.db, deskFile.reserveSeqs())
      const sync = startSync({
        replica, deskId, token: kept.token, address: server,
        tell: (changed) => { telling.changed(changed); telling.ringing(replica, changed) },
        statusChanged: telling.touch, personTold: telling.session,
        presence: (told) => telling.say('presence.changed', told),
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
    telling.forgetRinging()
    ending.sync.stop()
    ending.replica.db.close()
  }
  const forget = (): void => {
    end()
    deskFile.writeSession(null)
    telling.session()
    telling.touch()
  }
  const recover = (error: unknown): Failure => {
    const failure = report(error)
    if (session === null || !isDamage(error, session.replica.db)) return failure
    const { kept } = session
    end()
    try {
      return begin(kept, true) ?? failure
    } catch (again) {
      // Not even a fresh file can be written: signed out until a person has made room, the session is kept.
      return report(again)
    } finally {
      telling.session()
      telling.touch()
    }
  }
  const resume = (): void => {
    const kept = deskFile.readSession()
    if (kept !== null && kept.serverHost === new URL(server).hostname) begin(kept)
  }
  return {
    current: () => session,
    state,
    signedOutSince: () => signedOutSince,
    resume,
    signIn: async (credentials) => {
      const at = server
      const answer = await signInAt(at, { ...credentials, deskId })
      if (!answer.ok) return answer
      end()
      const kept: KeptSession = { serverHost: new URL(at).hostname, serverId: answer.value.serverId, token: answer.value.token, person: answer.value.person }
      deskFile.writeSession(kept)
      begin(kept)
      telling.session()
      telling.touch()
      return ok(state())
    },
    signOut: async () => {
      const token = session?.kept.token
      forget()
      if (token !== undefined) await signOutAt(server, token)
      return state()
    },
    moveTo: (address) => {
      const isSameHost = new URL(address).hostname === new URL(server).hostname
      server = address
      if (isSameHost) session?.sync.moveTo(address)
      else {
        end()
        resume()
        telling.session()
      }
      telling.touch()
    },
    recover,
    end,
  }
}
