import { type Attachment, type FileHash, fileSchema, pieceCount } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { within } from '#shared/async/pause'
import { readServer, readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { yieldToEventLoop } from '../yield-to-event-loop'
import { digestOf, pieceOf, batchPieces } from './digest'
import type { FileStore } from './file-store'
import type { Downloads } from './downloads'

/** @returns the file as the ticket names it with own commands on top, null where it does not */
export const readAttachment = ({ db }: Replica, ticketId: TicketId, hash: FileHash): Attachment | null =>
  readShown(db, 'ticket', ticketId)?.attachments?.find((file) => file.hash === hash) ?? null

const readServerAttachment = ({ db }: Replica, ticketId: TicketId, hash: FileHash): Attachment | null => {
  const { body } = readServer(db, 'ticket', ticketId)
  return body !== null && 'attachments' in body ? (body.attachments?.find((file) => file.hash === hash) ?? null) : null
}

/**
 * @param ticketIds that the file may belong to
 * @returns one of which the server knows that it does, and whether it has the file; null while there is none
 */
export const findSendable = (
  replica: Replica,
  ticketIds: readonly TicketId[],
  hash: FileHash,
): { ticketId: TicketId; isStored: boolean } | null => {
  const known = ticketIds.flatMap((ticketId) => {
    const file = readServerAttachment(replica, ticketId, hash)
    return file === null ? [] : [{ ticketId, isStored: file.isStored }]
  })
  return known.find(({ isStored }) => isStored) ?? known[0] ?? null
}

export type AddedFile = { ticketId: TicketId; name: string; mediaType: string; bytes: Uint8Array }
type AddNeeds = { replica: Replica; store: FileStore; isStopped: () => boolean }

const write = async ({ store, isStopped }: AddNeeds, hash: FileHash, bytes: Uint8Array): Promise<void> => {
  for (let index = 0; index < pieceCount(bytes.byteLength) && !isStopped(); index += batchPieces) {
    const some = Array.from(
      { length: Math.min(batchPieces, pieceCount(bytes.byteLength) - index) },
      (_, offset) => index + offset,
    )
    store.writePieces(
      hash,
      some.map((each) => ({ index: each, bytes: pieceOf(bytes, each) })),
    )
    await yieldToEventLoop()
  }
}

/**
 * Keeps a file and attaches it to its ticket.
 * @param attach issues `ticket.attach` once the file is on disk; where that is refused the file is removed again
 */
export const addFile = async (
  needs: AddNeeds,
  { ticketId, name, mediaType, bytes }: AddedFile,
  attach: (args: Record<string, unknown>) => Result<unknown>,
): Promise<Result<{ hash: FileHash }>> => {
  const { replica, store, isStopped } = needs
  if (readShown(replica.db, 'ticket', ticketId) === null) return fail('notFound')
  const size = bytes.byteLength
  const hash = await digestOf(size, (index) => pieceOf(bytes, index))
  const described = fileSchema.safeParse({ hash: hash ?? '', name, mediaType, size })
  if (hash === null || !described.success) return fail('badInput', { detail: 'bytes' })
  if (isStopped()) return fail('notSignedIn')
  const isHere = store.find(hash) !== null
  if (!isHere) await write(needs, hash, bytes)
  if (isStopped()) return fail('notSignedIn')
  // A file that the server has already is not uploaded again.
  const known = readAttachment(replica, ticketId, hash)
  store.finish(described.data, ticketId, known?.isStored !== true, replica.deviceNow())
  const issued = attach({ ticketId, file: described.data })
  if (issued.ok) return ok({ hash })
  if (known === null) store.withdraw(hash, ticketId)
  return issued
}

type ReadNeeds = {
  replica: Replica
  store: FileStore
  downloads: Downloads
  isConnected: () => boolean
  isStopped: () => boolean
}

const readWhole = async ({ store, isStopped }: ReadNeeds, hash: FileHash, size: number): Promise<Uint8Array | null> => {
  const bytes = new Uint8Array(size)
  let at = 0
  for (let index = 0; index < pieceCount(size); index += 1) {
    if (index % batchPieces === batchPieces - 1) await yieldToEventLoop()
    const piece = isStopped() ? null : store.readPiece(hash, index)
    if (piece === null || at + piece.byteLength > size) return null
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return at === size ? bytes : null
}

/** Answers `fileComing` before the caller's own time-out. */
const patienceMs = 8000

/**
 * @returns the whole file, fetched first where it is not here: notFound, fileNotSent, fileNotHere, fileDamaged, or
 *   fileComing: the fetching goes on
 */
export const readFile = async (
  needs: ReadNeeds,
  ticketId: TicketId,
  hash: FileHash,
): Promise<Result<{ bytes: Uint8Array; name: string; mediaType: string }>> => {
  const { replica, store, downloads, isConnected, isStopped } = needs
  const file = readAttachment(replica, ticketId, hash)
  if (file === null) return fail('notFound')
  if (store.find(hash) === null) {
    if (!file.isStored) return fail('fileNotSent')
    if (!isConnected()) return fail('fileNotHere')
    const fetched = await within(patienceMs, downloads.fetch(ticketId, file))
    if (fetched === null) return fail('fileComing')
    if (isStopped()) return fail('notSignedIn')
    if (!fetched.ok) return fetched.failure.code === 'offline' ? fail('fileNotHere') : fetched
  }
  store.addUse(hash, ticketId)
  store.markUsed(hash, replica.deviceNow())
  const bytes = await readWhole(needs, hash, file.size)
  return bytes === null ? fail('fileDamaged') : ok({ bytes, name: file.name, mediaType: file.mediaType })
}
