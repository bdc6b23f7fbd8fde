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
import { addFile, type AddedFile, findSendable, readAttachment, readFile } from './attachments'
import { createDownloads } from './downloads'
import { openFileStore, type KeptFile } from './file-store'
import { filesFileName } from './file-tables'
import { createPrefetch, missingAttachments, readAvailableOffline } from './prefetch'
import { createThrottle } from './throttle'
import type { ServerAccess } from './transfer'
import { createUploads } from './uploads'

export type FilesNeeds = {
  directory: string
  keyHex: string
  /** The name of the replica's file that these files belong to. */
  replicaFile: string
  replica: Replica
  token: string
  address: () => string
  phase: () => Connection['phase']
  emit: <N extends EventName>(name: N, body: EventBody<N>) => void
  /** Until when the copy may be read without the server; null where there is no lease. */
  leaseUntil: () => Instant | null
  statusChanged: () => void
  /** The replica or the store failed where there is no caller to answer. */
  failed: (error: unknown) => void
}

/** A person's files: kept beside the replica, sent and fetched as the connection allows. */
export type Files = {
  /** @param attach issues `ticket.attach` once the file is on disk; where that is refused the file is removed again */
  add: (
    added: AddedFile,
    attach: (args: Record<string, unknown>) => Result<unknown>,
  ) => Promise<Result<{ hash: FileHash }>>
  read: (ticketId: TicketId, hash: FileHash) => Promise<Result<{ bytes: Uint8Array; name: string; mediaType: string }>>
  fileState: (file: Attachment) => FileState
  /** What is available offline. */
  availableOffline: () => AvailableOffline
  uploads: () => SyncStatus['uploads']
  notice: () => Failure | null
  prefetch: { fetch: () => void; cancel: () => void }
  /** Documents have changed. */
  changed: (refs: readonly DocumentRef[]) => void
  /** The connection may have come up. */
  connectionChanged: () => void
  stop: () => void
}

/**
 * Opens a person's files and starts syncing them.
 * @throws DatabaseError `replicaNewer`, `notWritable`, `diskFull`
 */
export const startFiles = (needs: FilesNeeds): Files => {
  const { replica, failed, statusChanged } = needs
  const { db, deviceNow } = replica
  const store = openFileStore(join(needs.directory, filesFileName(needs.replicaFile)), needs.keyHex, deviceNow)
  const stopping = new AbortController()
  const access: ServerAccess = { address: needs.address, token: needs.token, stop: stopping.signal }
  const isStopped = (): boolean => stopping.signal.aborted
  const isConnected = (): boolean => ['live', 'behind'].includes(needs.phase())
  let lastPhase: Connection['phase'] = 'connecting'

  const fileState = ({ hash, size }: Pick<Attachment, 'hash' | 'size'>): FileState => {
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
  const movedThrottle = createThrottle<FileHash, number>((hash, size) =>
    guarded(() => {
      needs.emit('file.moved', { hash, fileState: fileState({ hash, size }) })
      statusChanged()
    }),
  )
  const offlineThrottle = createThrottle<'state', null>(() =>
    guarded(() => needs.emit('prefetch.changed', availableOffline())),
  )
  const moved = ({ hash, size }: { hash: FileHash; size: number }): void => {
    movedThrottle.put(hash, size)
    if (prefetch.progress() !== null) offlineThrottle.put('state', null)
  }
  const uploads = createUploads({
    store,
    access,
    isConnected,
    sendable: (hash) => findSendable(replica, store.ticketsOf(hash), hash),
    moved,
    failed,
  })
  const downloads = createDownloads({ store, access, deviceNow, moved })
  const prefetch = createPrefetch({
    downloads,
    isConnected,
    isStopped,
    failed,
    missing: () => missingAttachments(replica, (hash) => store.find(hash) !== null),
    changed: () => offlineThrottle.put('state', null),
  })

  const availableOffline = (): AvailableOffline =>
    readAvailableOffline(replica, {
      fileState,
      filesBytes: store.bytesHere(),
      fetching: prefetch.progress(),
      asOf: readMeta(db, 'asOf'),
      leaseUntil: needs.leaseUntil(),
    })

  /** During the first filling, a missing document is not a deleted one. */
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
    fileState,
    availableOffline,
    uploads: () => {
      // The status is read where an error could not be reported, hence `guarded`.
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
    prefetch: {
      fetch: prefetch.fetch,
      cancel: () => {
        prefetch.cancel()
        offlineThrottle.put('state', null)
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
        // Only now is it known what is gone: during a change of scopes everything is missing for a while.
        if (phase === 'live') {
          dropGone(store.listTickets())
          for (const { hash } of store.listSent())
            if (findSendable(replica, store.ticketsOf(hash), hash)?.isStored === false) store.markUnsent(hash)
        }
        if (!isConnected()) return
        uploads.kick(true)
        prefetch.kick()
      }),
    stop: () => {
      stopping.abort()
      uploads.stop()
      prefetch.stop()
      movedThrottle.stop()
      offlineThrottle.stop()
      store.close()
    },
  }
}
