import { join } from 'node:path'
import type { Attachment, FileHash } from '#shared/domain/attachment'
import type { Instant } from '#shared/domain/time'
import type { TicketId } from '#shared/ids'
import type { EventBody, EventName } from '#shared/ipc/contract'
import type { AvailableOffline, FileState, SyncStatus } from '#shared/ipc/replica-views'
import type { Failure, Result } from '#shared/result'
import type { Connection } from '../sync/connection'
import { readShown, type DocumentRef } from '../replica/documents'
import { readMeta } from '../replica/meta'
import type { Replica } from '../replica/replica'
import { addFile, type AddedFile } from './add-file'
import { findSendable, readAttachment } from './attachments'
import { createDownloads } from './downloads'
import { openFileStore, type KeptFile } from './file-store'
import { filesFileName } from './file-tables'
import { createLuggage } from './luggage'
import { missingAttachments } from './own-tickets'
import { createPaced } from './paced'
import { readFile } from './read-file'
import type { Line } from './transfer'
import { createUploads } from './uploads'
import { readCarry } from '../views/carry'

export type FilesNeeds = {
  directory: string
  keyHex: string
  /** Of the replica that these files stand beside. */
  replicaFile: string
  replica: Replica
  token: string
  address: () => string
  phase: () => Connection['phase']
  say: <N extends EventName>(name: N, body: EventBody<N>) => void
  /** Until when the copy may be read without the server; null where no lease was ever told. */
  leaseUntil: () => Instant | null
  statusChanged: () => void
  /** The replica or the store failed where nobody waits for an answer. */
  failed: (error: unknown) => void
}

/** A person's files: kept beside the replica, sent and fetched as the connection allows. */
export type Files = {
  /** @param attach issues `ticket.attach` once the file is on disk; where it is refused the file goes again */
  add: (
    added: AddedFile,
    attach: (args: Record<string, unknown>) => Result<unknown>,
  ) => Promise<Result<{ hash: FileHash }>>
  read: (ticketId: TicketId, hash: FileHash) => Promise<Result<{ bytes: Uint8Array; name: string; mediaType: string }>>
  standing: (file: Attachment) => FileState
  /** What is on board. */
  carry: () => AvailableOffline
  uploads: () => SyncStatus['uploads']
  notice: () => Failure | null
  luggage: { fetch: () => void; cancel: () => void }
  /** Documents have changed. */
  changed: (refs: readonly DocumentRef[]) => void
  /** The connection may have come up. */
  connectionChanged: () => void
  stop: () => void
}

/**
 * Opens a person's files and begins to keep them in step.
 * @throws DatabaseError `replicaNewer`, `notWritable`, `diskFull`
 */
export const startFiles = (needs: FilesNeeds): Files => {
  const { replica, failed, statusChanged } = needs
  const { db, deviceNow } = replica
  const store = openFileStore(join(needs.directory, filesFileName(needs.replicaFile)), needs.keyHex, deviceNow)
  const stopping = new AbortController()
  const line: Line = { address: needs.address, token: needs.token, stop: stopping.signal }
  const isStopped = (): boolean => stopping.signal.aborted
  const isConnected = (): boolean => ['live', 'behind'].includes(needs.phase())
  let lastPhase: Connection['phase'] = 'connecting'

  const standing = ({ hash, size }: Pick<Attachment, 'hash' | 'size'>): FileState => {
    const sent = uploads.sentBytes(hash)
    if (sent !== null) return { state: 'sending', movedBytes: sent }
    const fetched = downloads.hereBytes(hash)
    if (fetched !== null) return { state: 'fetching', movedBytes: fetched }
    return store.find(hash) === null ? { state: 'absent', movedBytes: 0 } : { state: 'here', movedBytes: size }
  }
  const guarded = (work: () => void): void => {
    if (isStopped()) return
    try {
      work()
    } catch (error) {
      failed(error)
    }
  }
  const movedPaced = createPaced<FileHash, number>((hash, size) =>
    guarded(() => {
      needs.say('file.moved', { hash, fileState: standing({ hash, size }) })
      statusChanged()
    }),
  )
  const carryPaced = createPaced<'carry', null>(() => guarded(() => needs.say('prefetch.changed', carry())))
  const moved = ({ hash, size }: { hash: FileHash; size: number }): void => {
    movedPaced.put(hash, size)
    if (luggage.progress() !== null) carryPaced.put('carry', null)
  }
  const uploads = createUploads({
    store,
    line,
    isConnected,
    sendable: (hash) => findSendable(replica, store.ticketsOf(hash), hash),
    moved,
    failed,
  })
  const downloads = createDownloads({ store, line, deviceNow, moved })
  const luggage = createLuggage({
    downloads,
    isConnected,
    isStopped,
    failed,
    missing: () => missingAttachments(replica, (hash) => store.find(hash) !== null),
    changed: () => carryPaced.put('carry', null),
  })

  const carry = (): AvailableOffline =>
    readCarry(replica, {
      standing,
      filesBytes: store.bytesHere(),
      fetching: luggage.progress(),
      asOf: readMeta(db, 'asOf'),
      leaseUntil: needs.leaseUntil(),
    })

  /** While the replica fills, what is not here yet is not gone. */
  const isFilled = (): boolean => readMeta(db, 'cursor') !== null && readMeta(db, 'bootstrap') === null
  const dropGone = (ticketIds: readonly TicketId[]): void => {
    if (!isFilled()) return
    for (const ticketId of ticketIds) if (readShown(db, 'ticket', ticketId) === null) store.dropTicket(ticketId)
  }
  return {
    add: async (added, attach) => {
      const kept = await addFile({ replica, store, isStopped }, added, attach)
      if (kept.ok) statusChanged()
      return kept
    },
    read: (ticketId, hash) => readFile({ replica, store, downloads, isConnected, isStopped }, ticketId, hash),
    standing,
    carry,
    uploads: () => {
      // The status is looked at where nobody could be told of an error.
      let waiting: KeptFile[] = []
      guarded(() => {
        waiting = store
          .listUnsent()
          .filter(({ hash }) =>
            store.ticketsOf(hash).some((ticketId) => readAttachment(replica, ticketId, hash) !== null),
          )
      })
      const leftBytes = waiting.reduce((sum, { hash, size }) => sum + size - (uploads.sentBytes(hash) ?? 0), 0)
      return { files: waiting.length, leftBytes }
    },
    notice: store.notice,
    luggage: {
      fetch: luggage.fetch,
      cancel: () => {
        luggage.cancel()
        carryPaced.put('carry', null)
      },
    },
    changed: (refs) =>
      guarded(() => {
        const ticketIds = refs.flatMap(({ noun, id }) => (noun === 'ticket' ? [id as TicketId] : []))
        if (ticketIds.length === 0) return
        dropGone(ticketIds)
        uploads.kick(false)
      }),
    connectionChanged: () =>
      guarded(() => {
        const phase = needs.phase()
        if (phase === lastPhase) return
        lastPhase = phase
        // Only now is it known what is gone: after a change of scopes everything was for a while.
        if (phase === 'live') {
          dropGone(store.listTickets())
          for (const { hash } of store.listSent())
            if (findSendable(replica, store.ticketsOf(hash), hash)?.isStored === false) store.markUnsent(hash)
        }
        if (!isConnected()) return
        uploads.kick(true)
        luggage.kick()
      }),
    stop: () => {
      stopping.abort()
      uploads.stop()
      luggage.stop()
      movedPaced.stop()
      carryPaced.stop()
      store.close()
    },
  }
}
