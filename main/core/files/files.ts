import { join } from 'node:path'
import { fileSchema, pieceCount, type Attachment, type FileHash } from '#shared/domain/attachment'
import type { Instant } from '#shared/domain/time'
import type { TicketId } from '#shared/ids'
import type { EventBody, EventName } from '#shared/ipc/contract'
import type { CarryState, FileStanding, SyncStatus } from '#shared/ipc/replica-views'
import { fail, ok, type Failure, type Result } from '#shared/result'
import type { Connection } from '../sync/connection'
import { readServer, readShown, type DocumentRef } from '../replica/documents'
import { readMeta } from '../replica/meta'
import type { Replica } from '../replica/replica'
import { breathe } from './breathe'
import { digestOf, pieceOf, stretch } from './digest'
import { createDownloads } from './downloads'
import { openFileStore, type KeptFile } from './file-store'
import { createLuggage } from './luggage'
import { missingAttachments } from './own-tickets'
import { createPaced } from './paced'
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

export type AddedFile = { ticketId: TicketId; name: string; mediaType: string; bytes: Uint8Array }

/** A person's files: kept beside the replica, sent and fetched as the connection allows. */
export type Files = {
  /** @param attach issues `ticket.attach` once the file is on disk; where it is refused the file goes again */
  add: (added: AddedFile, attach: (args: Record<string, unknown>) => Result<unknown>) => Promise<Result<{ hash: FileHash }>>
  read: (ticketId: TicketId, hash: FileHash) => Promise<Result<{ bytes: Uint8Array; name: string; mediaType: string }>>
  standing: (file: Attachment) => FileStanding
  /** What is on board. */
  carry: () => CarryState
  uploads: () => SyncStatus['uploads']
  notice: () => Failure | null
  luggage: { fetch: () => void; cancel: () => void }
  /** Documents have changed. */
  changed: (refs: readonly DocumentRef[]) => void
  /** The connection may have come up. */
  connectionChanged: () => void
  stop: () => void
}

const filesFileName = (replicaFile: string): string => replicaFile.replace(/^replica-/, 'files-')

/** Opens a person's files and begins to keep them in step. @throws DatabaseError `replicaNewer`, `notWritable`, `diskFull` */
export const startFiles = (needs: FilesNeeds): Files => {
  const { replica, failed, statusChanged } = needs
  const { db, deviceNow } = replica
  const store = openFileStore(join(needs.directory, filesFileName(needs.replicaFile)), needs.keyHex, deviceNow)
  const stopping = new AbortController()
  const line: Line = { address: needs.address, token: needs.token, stop: stopping.signal }
  const isStopped = (): boolean => stopping.signal.aborted
  const isConnected = (): boolean => ['live', 'behind'].includes(needs.phase())
  let lastPhase: Connection['phase'] = 'connecting'

  const attachmentOf = (ticketId: TicketId, hash: FileHash): Attachment | null =>
    readShown(db, 'ticket', ticketId)?.attachments?.find((file) => file.hash === hash) ?? null
  const serverAttachment = (ticketId: TicketId, hash: FileHash): Attachment | null => {
    const body = readServer(db, 'ticket', ticketId).body
    return body !== null && 'attachments' in body ? (body.attachments?.find((file) => file.hash === hash) ?? null) : null
  }
  const sendable = (hash: FileHash): { ticketId: TicketId; isStored: boolean } | null => {
    const known = store.ticketsOf(hash).flatMap((ticketId) => {
      const file = serverAttachment(ticketId, hash)
      return file === null ? [] : [{ ticketId, isStored: file.isStored }]
    })
    return known.find(({ isStored }) => isStored) ?? known[0] ?? null
  }

  const standing = ({ hash, size }: Pick<Attachment, 'hash' | 'size'>): FileStanding => {
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
  const movedPaced = createPaced<FileHash, number>((hash, size) => guarded(() => {
    needs.say('file.moved', { hash, standing: standing({ hash, size }) })
    statusChanged()
  }))
  const carryPaced = createPaced<'carry', null>(() => guarded(() => needs.say('carry.changed', carry())))
  const moved = ({ hash, size }: { hash: FileHash; size: number }): void => {
    movedPaced.put(hash, size)
    if (luggage.progress() !== null) carryPaced.put('carry', null)
  }
  const uploads = createUploads({ store, line, isConnected, sendable, moved, failed })
  const downloads = createDownloads({ store, line, deviceNow, moved })
  const luggage = createLuggage({
    downloads, isConnected, isStopped, failed,
    missing: () => missingAttachments(replica, (hash) => store.find(hash) !== null),
    changed: () => carryPaced.put('carry', null),
  })

  const carry = (): CarryState => readCarry(replica, {
    standing, filesBytes: store.bytesHere(), fetching: luggage.progress(), asOf: readMeta(db, 'asOf'), leaseUntil: needs.leaseUntil(),
  })

  const readWhole = async (hash: FileHash, size: number): Promise<Uint8Array | null> => {
    const bytes = new Uint8Array(size)
    let at = 0
    for (let index = 0; index < pieceCount(size); index += 1) {
      if (index % stretch === stretch - 1) await breathe()
      const piece = isStopped() ? null : store.readPiece(hash, index)
      if (piece === null || at + piece.byteLength > size) return null
      bytes.set(piece, at)
      at += piece.byteLength
    }
    return at === size ? bytes : null
  }
  const write = async (hash: FileHash, bytes: Uint8Array): Promise<void> => {
    for (let index = 0; index < pieceCount(bytes.byteLength) && !isStopped(); index += stretch) {
      const some = Array.from({ length: Math.min(stretch, pieceCount(bytes.byteLength) - index) }, (_, offset) => index + offset)
      store.writePieces(hash, some.map((each) => ({ index: each, bytes: pieceOf(bytes, each) })))
      await breathe()
    }
  }
  /** While the replica fills, what is not here yet is not gone. */
  const isFilled = (): boolean => readMeta(db, 'cursor') !== null && readMeta(db, 'bootstrap') === null
  const dropGone = (ticketIds: readonly TicketId[]): void => {
    if (!isFilled()) return
    for (const ticketId of ticketIds) if (readShown(db, 'ticket', ticketId) === null) store.dropTicket(ticketId)
  }
  return {
    add: async ({ ticketId, name, mediaType, bytes }, attach) => {
      if (readShown(db, 'ticket', ticketId) === null) return fail('notFound')
      const size = bytes.byteLength
      const hash = await digestOf(size, (index) => pieceOf(bytes, index))
      const described = fileSchema.safeParse({ hash: hash ?? '', name, mediaType, size })
      if (hash === null || !described.success) return fail('badInput', { detail: 'bytes' })
      if (isStopped()) return fail('notSignedIn')
      const isHere = store.find(hash) !== null
      if (!isHere) await write(hash, bytes)
      if (isStopped()) return fail('notSignedIn')
      // What the ticket has of the server already need not go up again.
      const known = attachmentOf(ticketId, hash)
      store.finish(described.data, ticketId, known?.isStored !== true, deviceNow())
      const issued = attach({ ticketId, file: described.data })
      if (!issued.ok) {
        if (known === null) store.withdraw(hash, ticketId)
        return issued
      }
      statusChanged()
      return ok({ hash })
    },
    read: async (ticketId, hash) => {
      const file = attachmentOf(ticketId, hash)
      if (file === null) return fail('notFound')
      if (store.find(hash) === null) {
        if (!file.isStored) return fail('fileNotSent')
        if (!isConnected()) return fail('fileNotHere')
        const fetched = await downloads.fetch(ticketId, file)
        if (isStopped()) return fail('notSignedIn')
        if (!fetched.ok) return fetched.failure.code === 'offline' ? fail('fileNotHere') : fetched
      }
      store.addUse(hash, ticketId)
      store.markUsed(hash, deviceNow())
      const bytes = await readWhole(hash, file.size)
      return bytes === null ? fail('fileDamaged') : ok({ bytes, name: file.name, mediaType: file.mediaType })
    },
    standing,
    carry,
    uploads: () => {
      // The status is looked at where nobody could be told of an error.
      let waiting: KeptFile[] = []
      guarded(() => { waiting = store.listUnsent().filter(({ hash }) => store.ticketsOf(hash).some((ticketId) => attachmentOf(ticketId, hash) !== null)) })
      const leftBytes = waiting.reduce((sum, { hash, size }) => sum + size - (uploads.sentBytes(hash) ?? 0), 0)
      return { files: waiting.length, leftBytes }
    },
    notice: store.notice,
    luggage: { fetch: luggage.fetch, cancel: () => { luggage.cancel(); carryPaced.put('carry', null) } },
    changed: (refs) => guarded(() => {
      const ticketIds = refs.flatMap(({ noun, id }) => (noun === 'ticket' ? [id as TicketId] : []))
      if (ticketIds.length === 0) return
      dropGone(ticketIds)
      uploads.kick(false)
    }),
    connectionChanged: () => guarded(() => {
      const phase = needs.phase()
      if (phase === lastPhase) return
      lastPhase = phase
      // Only now is it known what is gone: after a change of scopes everything was for a while.
      if (phase === 'live') dropGone(store.listTickets())
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
