import { within } from '#shared/async/within'
import { pieceCount, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import type { Replica } from '../replica/replica'
import { readAttachment } from './attachments'
import { yieldToEventLoop } from '../yield-to-event-loop'
import { batchPieces } from './digest'
import type { Downloads } from './downloads'
import type { FileStore } from './file-store'

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
