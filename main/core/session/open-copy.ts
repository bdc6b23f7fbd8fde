import { minuteMs, type Instant } from '#shared/domain/time'
import type { DeskId } from '#shared/ids'
import type { Welcome } from '#shared/protocol/session'
import type { Failure } from '#shared/result'
import { readMeta, writeMeta } from '../replica/meta'
import { correctedNow, type Replica } from '../replica/replica'
import type { DeskClock } from '../clock/desk-clock'
import { startFiles, type Files } from '../files/files'
import type { DeskFile, KeptSession } from '../replica/desk-file'
import { DatabaseError } from '../replica/driver'
import { createLiveRemote, type LiveRemote } from '../remote/live-remote'
import type { Journal } from '../replica/journal'
import { openReplica } from '../replica/open-replica'
import { raiseSeq } from '../replica/outbox'
import { readUnsent } from '../replica/rescue'
import { startSync, type Sync } from '../sync/sync'
import type { ChangeNotifier } from '../change-notifier'
import { createWaitingMatters, type WaitingMatters } from '../waiting-matters'

/** Writing at each check would flush the disk too often. */
const writeEveryMs = minuteMs

/** Stores the last time at which a copy was fully up to date. */
export const createAsOf = (replica: Replica) => {
  let writtenAt = readMeta(replica.db, 'asOf') ?? Number.NEGATIVE_INFINITY
  let seenAt: number | null = null
  const write = (at: number): void => {
    writtenAt = at
    writeMeta(replica.db, 'asOf', at)
  }
  return {
    /** @param isWhole live, with nothing behind */
    update: (isWhole: boolean): void => {
      const now = correctedNow(replica)
      if (isWhole && (seenAt === null || Math.abs(now - writtenAt) >= writeEveryMs)) write(now)
      // Not the current time: a laptop may have slept since it was last live.
      if (!isWhole && seenAt !== null) write(seenAt)
      seenAt = isWhole ? now : null
    },
  }
}
export type AsOf = ReturnType<typeof createAsOf>

/** The open copy of the signed-in person, synced with the server. */
export type OpenCopy = {
  kept: KeptSession
  /** Its name in the desk's own file. */
  file: string
  replica: Replica
  journal: Journal
  sync: Sync
  files: Files
  remote: LiveRemote
  waiting: WaitingMatters
  /** What happened when the copy was opened; null where nothing did. */
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
  /** Its unsent commands are only in the journal, which is no damage. */
  isErased: boolean
  isKnownDamaged: boolean
  deviceNow: () => number
  clock: DeskClock
  notifier: ChangeNotifier
  leaseUntil: () => Instant | null
  leaseReceived: (lease: Welcome['lease']) => void
  signedOut: (failure: Failure) => void
  failed: (error: unknown) => void
}

/** One notice for both: commands read from the damaged file and commands restored from the journal. */
const withRestored = (damage: Failure, restored: Failure | null): Failure => ({
  ...damage,
  params: {
    ...damage.params,
    rescued: String(Number(damage.params['rescued'] ?? 0) + Number(restored?.params['count'] ?? 0)),
  },
})

/** Opens a person's copy and starts syncing it. @throws DatabaseError */
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
    notifier,
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
    writeMeta(replica.db, 'away', { since: readMeta(replica.db, 'asOf') })
    const asOf = createAsOf(replica)
    const updateAsOf = (): void => {
      const { connection, behind } = sync.read()
      asOf.update(connection.phase === 'live' && behind === 0)
    }
    const files = startFiles({
      directory,
      keyHex,
      replicaFile: file,
      replica,
      token: kept.token,
      emit: notifier.emit,
      statusChanged: notifier.statusChanged,
      failed: needs.failed,
      leaseUntil: needs.leaseUntil,
      address: () => sync.address(),
      phase: () => sync.read().connection.phase,
    })
    const waiting = createWaitingMatters(replica, notifier.waitingChanged, needs.failed)
    const sync = startSync({
      replica,
      deskId,
      token: kept.token,
      address: server,
      notify: (changed) => {
        notifier.documentsChanged(changed)
        notifier.callsChanged(replica, changed)
        files.changed(changed)
        waiting.changed(changed)
      },
      statusChanged: () => {
        updateAsOf()
        notifier.statusChanged()
        files.connectionChanged()
      },
      personChanged: notifier.sessionChanged,
      leaseReceived: needs.leaseReceived,
      presence: (presence) => notifier.emit('presence.changed', presence),
      signedOut: needs.signedOut,
      failed: needs.failed,
    })
    const remote = createLiveRemote({
      replica,
      deskId,
      token: kept.token,
      address: () => sync.address(),
      phase: () => sync.read().connection.phase,
      emit: notifier.emit,
    })
    return {
      kept,
      file,
      replica,
      journal,
      sync,
      files,
      remote,
      waiting,
      notice,
      close: () => {
        remote.leave()
        waiting.stop()
        sync.stop()
        files.stop()
        try {
          asOf.update(false)
          // While the copy is closed, the journal is the only record of what waits in it.
          journal.recordUnsent(readUnsent(replica.db), true)
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
