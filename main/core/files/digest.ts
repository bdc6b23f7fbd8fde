import { createHash } from 'node:crypto'
import { fileHashSchema, pieceBytes, pieceCount, type FileHash } from '#shared/domain/attachment'
import { yieldToEventLoop } from '../yield-to-event-loop'
import type { Piece } from './file-tables'

/** Pieces hashed or written in one go: about two megabytes, some milliseconds. */
export const batchPieces = 8

export const pieceOf = (bytes: Uint8Array, index: number): Piece =>
  new Uint8Array(bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes))

/**
 * @param read gives the piece at an index
 * @returns the SHA-256 of the pieces one after another; null where one is missing
 */
export const digestOf = async (size: number, read: (index: number) => Uint8Array | null): Promise<FileHash | null> => {
  const digest = createHash('sha256')
  for (let index = 0; index < pieceCount(size); index += 1) {
    if (index % batchPieces === batchPieces - 1) await yieldToEventLoop()
    const bytes = read(index)
    if (bytes === null) return null
    digest.update(bytes)
  }
  return fileHashSchema.parse(digest.digest('hex'))
}
