import { fileSchema, pieceCount, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { readShown } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { readAttachment } from './attachments'
import { yieldToEventLoop } from '../yield-to-event-loop'
import { digestOf, pieceOf, batchPieces } from './digest'
import type { FileStore } from './file-store'

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
