import type { Instant } from '#shared/domain/time'
import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import type { Failure } from '#shared/result'
import type { DeskClock } from '../clock/desk-clock'
import { startFiles, type Files } from '../files/files'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import { DatabaseError } from '../replica/driver'
import type { Journal } from '../replica/journal'
import { openReplica } from '../replica/open-replica'
import { raiseSeq } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { readUnsent } from '../replica/rescue'
import { startSync, type Sync } from '../sync/sync'
import type { Telling } from '../telling'
import { createAsOf } from './as-of'

/** Somebody is signed in: his copy is open and kept in step. */
export type OpenCopy = {
  kept: KeptSession
  /** Names it in the desk's own file. */
  file: string
  replica: Replica
  journal: Journal
  sync: Sync
  files: Files
  /** What happened to the copy when it was opened. */
  notice: Failure | null
  close: () => void
}

export type OpenCopyNeeds = {
  directory: string
  keyHex: string
  server: string
  deskId: DeskId
  deskFile: DeskFile
  kept: KeptSession
  file: string
  /** Its unsent commands are in the journal alone, and nothing went wrong. */
  isErased: boolean
  isKnownDamaged: boolean
  deviceNow: () => number
  clock: DeskClock
  telling: Telling
  leaseUntil: () => Instant | null
  leaseTold: (lease: Welcome['lease']) => void
  signedOut: (failure: Failure) => void
  failed: (error: unknown) => void
}

/** One sentence for both: what could be read of the damaged file, and what the second copy added. */
const withRestored = (damage: Failure, restored: Failure | null): Failure => ({
  ...damage,
  params: {
    ...damage.params,
    rescued: String(Number(damage.params['rescued'] ?? 0) + Number(restored?.params['count'] ?? 0)),
  },
})

/** Opens a person's copy and puts it in step with the server. @throws DatabaseError */
export const openCopy = (needs: OpenCopyNeeds): OpenCopy => {
  const {
    directory,
    keyHex,
    server,
    deskId,
    deskFile,
    kept,
    file,
    isErased,
    isKnownDamaged,
    deviceNow,
    clock,
    telling,
  } = needs
  const { replica, notice: damage } = openReplica({
    directory,
    keyHex,
    server,
    serverId: kept.serverId,
    person: kept.person,
    deviceNow,
    clock,
    isKnownDamaged,
  })
  try {
    const journal = deskFile.journal(file)
    const restored = journal.restore(replica, damage !== null)
    const notice = damage === null ? (isErased ? null : restored) : withRestored(damage, restored)
    raiseSeq(replica.db, deskFile.reserveSeqs())
    const asOf = createAsOf(replica)
    const lookAtAge = (): void => {
      const { connection, behind } = sync.read()
      asOf.look(connection.phase === 'live' && behind === 0)
    }
    const files = startFiles({
      directory,
      keyHex,
      replicaFile: file,
      replica,
      token: kept.token,
      say: telling.say,
      statusChanged: telling.touch,
      failed: needs.failed,
      leaseUntil: needs.leaseUntil,
      address: () => sync.address(),
      phase: () => sync.read().connection.phase,
    })
    const sync = startSync({
      replica,
      deskId,
      token: kept.token,
      address: server,
      tell: (changed) => {
        telling.changed(changed)
        telling.ringing(replica, changed)
        files.changed(changed)
      },
      statusChanged: () => {
        lookAtAge()
        telling.touch()
        files.connectionChanged()
      },
      personTold: telling.session,
      leaseTold: needs.leaseTold,
      presence: (told) => telling.say('presence.changed', told),
      signedOut: needs.signedOut,
      failed: needs.failed,
    })
    return {
      kept,
      file,
      replica,
      journal,
      sync,
      files,
      notice,
      close: () => {
        sync.stop()
        files.stop()
        try {
          asOf.look(false)
          // While the copy is closed, this is how anyone knows what waits in it.
          journal.takeOver(readUnsent(replica.db), true)
        } catch (error) {
          if (!(error instanceof DatabaseError)) throw error
        }
        replica.db.close()
      },
    }
  } catch (error) {
    replica.db.close()
    throw error
  }
}
