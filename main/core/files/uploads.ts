import { createRunAgain } from '#shared/async/run-again'
import { pieceLength, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import type { FileStatus } from '#shared/protocol/file'
import { fail, ok, type Failure, type Result } from '#shared/result'
import { backoffMs } from '../sync/backoff'
import type { FileStore, KeptFile } from './file-store'
import { askStatus, sendPiece, type ServerAccess } from './transfer'

/** Trying again soon does not help against these; the next connection may. */
const lasting = new Set<Failure['code']>(['notFound', 'notAllowed', 'outOfScope', 'badInput'])

export type UploadNeeds = {
  store: FileStore
  access: ServerAccess
  isConnected: () => boolean
  /**
   * @returns a ticket of which the server knows that the file belongs to it, and whether it has the file; null while
   *   there is none
   */
  sendable: (hash: FileHash) => { ticketId: TicketId; isStored: boolean } | null
  /** A file has made progress or stopped. */
  moved: (file: KeptFile) => void
  failed: (error: unknown) => void
}

export type Uploads = {
  /** Something may be sendable now. @param isFresh a new connection: what was refused is tried again */
  kick: (isFresh: boolean) => void
  /** Bytes that the server has of a running upload; null where there is none. */
  sentBytes: (hash: FileHash) => number | null
  stop: () => void
}

const sentOf = ({ size }: KeptFile, { missing }: FileStatus): number =>
  size - missing.reduce((sum, index) => sum + pieceLength(size, index), 0)

/**
 * Sends own files one after another, one piece at a time, so that a ringing call never waits behind them. What the
 * server has is asked first, so that a file resumes where it was cut, even after a crash.
 */
export const createUploads = ({ store, access, isConnected, sendable, moved, failed }: UploadNeeds): Uploads => {
  const { stop } = access
  const refused = new Set<FileHash>()
  const resting = new Set<FileHash>()
  let current: { hash: FileHash; bytes: number } | null = null
  let attempt = 0
  let retry: NodeJS.Timeout | null = null

  const progress = (file: KeptFile, status: FileStatus): void => {
    current = { hash: file.hash, bytes: sentOf(file, status) }
    moved(file)
  }
  const send = async (file: KeptFile, ticketId: TicketId): Promise<Result<null>> => {
    let answer = await askStatus(access, ticketId, file.hash)
    while (answer.ok && !answer.value.isStored) {
      if (stop.aborted || !isConnected()) return fail('offline')
      progress(file, answer.value)
      const [index] = answer.value.missing
      const bytes = index === undefined ? null : store.readPiece(file.hash, index)
      if (index === undefined || bytes === null) return fail('fileDamaged')
      answer = await sendPiece(access, ticketId, file.hash, index, bytes)
      if (answer.ok) attempt = 0
    }
    if (!answer.ok) return answer
    if (!stop.aborted) store.markSent(file.hash)
    return ok(null)
  }
  const sendNext = async (): Promise<'again' | 'done'> => {
    const next = store
      .listUnsent()
      .find(({ hash }) => !refused.has(hash) && !resting.has(hash) && sendable(hash) !== null)
    const target = next === undefined ? null : sendable(next.hash)
    if (next === undefined || target === null) return 'done'
    // The server has it already: sent before a crash, or by a colleague with the same file.
    if (target.isStored) store.markSent(next.hash)
    const sent = target.isStored ? ok(null) : await send(next, target.ticketId)
    current = null
    if (stop.aborted) return 'done'
    moved(next)
    if (sent.ok) return 'again'
    if (lasting.has(sent.failure.code)) refused.add(next.hash)
    else later(next.hash)
    return sent.failure.code === 'offline' ? 'done' : 'again'
  }
  const later = (hash: FileHash): void => {
    resting.add(hash)
    if (retry !== null) return
    retry = setTimeout(
      () => {
        retry = null
        resting.clear()
        kick(false)
      },
      200 + backoffMs(attempt),
    )
    attempt += 1
  }
  const sendAll = async (): Promise<void> => {
    while (!stop.aborted && isConnected() && (await sendNext()) === 'again');
  }
  const sending = createRunAgain(async () => {
    await sendAll().catch(failed)
    current = null
  })
  const kick = (isFresh: boolean): void => {
    if (isFresh) {
      refused.clear()
      resting.clear()
      attempt = 0
    }
    if (!stop.aborted && isConnected()) void sending.ask()
  }
  return {
    kick,
    sentBytes: (hash) => (current?.hash === hash ? current.bytes : null),
    stop: () => {
      if (retry !== null) clearTimeout(retry)
    },
  }
}
