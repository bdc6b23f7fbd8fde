import { pieceCount, pieceLength, type Attachment, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, ok, type Result } from '#shared/result'
import { digestOf } from './digest'
import type { FileStore } from './file-store'
import { fetchPiece, type ServerAccess } from './transfer'

/** Fetched files, which can be fetched again, take at most this much disk. */
const fetchedLimitBytes = 1024 * 1024 * 1024

export type DownloadNeeds = {
  store: FileStore
  access: ServerAccess
  deviceNow: () => number
  moved: (file: Attachment) => void
}

export type Downloads = {
  /**
   * Fetches a file once, for all callers; pieces from before a cut are not fetched again.
   * @returns `offline`, `fileDamaged`, …
   */
  fetch: (ticketId: TicketId, file: Attachment, isWanted?: () => boolean) => Promise<Result<null>>
  /** Bytes already fetched of a running download; null where there is none. */
  hereBytes: (hash: FileHash) => number | null
}

/** Fetches files from the server; a file is kept only once its content matches its hash. */
export const createDownloads = ({ store, access, deviceNow, moved }: DownloadNeeds): Downloads => {
  const underWay = new Map<FileHash, { bytes: number; done: Promise<Result<null>>; isWanted: Set<() => boolean> }>()

  const fetchPieces = async (ticketId: TicketId, file: Attachment, isWanted: () => boolean): Promise<Result<null>> => {
    const { hash, size } = file
    const stored = store.storedPieces(hash)
    const entry = underWay.get(hash)
    for (let index = 0; index < pieceCount(size); index += 1) {
      const length = pieceLength(size, index)
      if (!stored.has(index)) {
        if (!isWanted()) return fail('offline')
        const piece = await fetchPiece(access, ticketId, hash, index, length)
        if (access.stop.aborted) return fail('offline')
        if (!piece.ok) return piece
        store.writePieces(hash, [{ index, bytes: piece.value }])
      }
      if (entry !== undefined) entry.bytes += length
      moved(file)
    }
    const digest = await digestOf(size, (index) => (access.stop.aborted ? null : store.readPiece(hash, index)))
    if (access.stop.aborted) return fail('offline')
    if (digest !== hash) {
      store.forgetPieces(hash)
      return fail('fileDamaged')
    }
    store.finish(file, ticketId, false, deviceNow())
    store.trimFetched(fetchedLimitBytes)
    return ok(null)
  }
  return {
    fetch: (ticketId, file, isWanted = () => true) => {
      const known = underWay.get(file.hash)
      if (known !== undefined) {
        known.isWanted.add(isWanted)
        return known.done
      }
      const wanted = new Set([isWanted])
      // In a later turn, so that the entry exists when the work looks for it.
      const done = Promise.resolve()
        .then(() => fetchPieces(ticketId, file, () => [...wanted].some((ask) => ask())))
        .finally(() => {
          underWay.delete(file.hash)
          if (!access.stop.aborted) moved(file)
        })
      underWay.set(file.hash, { bytes: 0, done, isWanted: wanted })
      return done
    },
    hereBytes: (hash) => underWay.get(hash)?.bytes ?? null,
  }
}
