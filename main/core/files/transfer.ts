import { z } from 'zod'
import type { FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { filePath, fileStatusSchema, piecePath, type FileStatus } from '#shared/protocol/file'
import { fail, failureSchema, ok, type Result } from '#shared/result'
import { askServer, type Answered, type Question, serverUrl } from '../server-link/ask-server'
import type { Piece } from './file-tables'

/** A piece may take this long on a very slow connection. */
const answerTimeoutMs = 60_000

const refusalSchema = z.object({ failure: failureSchema })

/** How to reach the server; `stop` aborts running requests. */
export type ServerAccess = { address: () => string; token: string; stop: AbortSignal }

const ask = async <T>(
  { address, token, stop }: ServerAccess,
  path: string,
  ticketId: TicketId,
  question: Omit<Question, 'signal'>,
  read: (answered: Answered) => Result<T>,
): Promise<Result<T>> => {
  try {
    const url = serverUrl(address(), path)
    url.searchParams.set('ticketId', ticketId)
    const answered = await askServer(url, {
      ...question,
      headers: { ...question.headers, authorization: `Bearer ${token}` },
      signal: AbortSignal.any([stop, AbortSignal.timeout(answerTimeoutMs)]),
    })
    if (answered.ok) return read(answered)
    const refusal = refusalSchema.safeParse(answered.json())
    return refusal.success ? { ok: false, failure: refusal.data.failure } : fail('offline')
  } catch {
    return fail('offline')
  }
}

const readJson =
  <S extends z.ZodType>(schema: S) =>
  (answered: Answered): Result<z.output<S>> => {
    const parsed = schema.safeParse(answered.json())
    return parsed.success ? ok(parsed.data) : fail('internal', { reference: 'answer-shape' })
  }

/** @returns what the server has of a file; no answer is `offline` */
export const askStatus = (access: ServerAccess, ticketId: TicketId, hash: FileHash): Promise<Result<FileStatus>> =>
  ask(access, filePath(hash), ticketId, {}, readJson(fileStatusSchema))

/**
 * Sends one piece.
 * @returns what the server has now; `fileDamaged` where it was the last piece and the file does not match its hash
 */
export const sendPiece = (
  access: ServerAccess,
  ticketId: TicketId,
  hash: FileHash,
  index: number,
  bytes: Piece,
): Promise<Result<FileStatus>> =>
  ask(
    access,
    piecePath(hash, index),
    ticketId,
    { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: bytes },
    readJson(fileStatusSchema),
  )

/** @param length what the piece must have */
export const fetchPiece = (
  access: ServerAccess,
  ticketId: TicketId,
  hash: FileHash,
  index: number,
  length: number,
): Promise<Result<Piece>> =>
  ask(access, piecePath(hash, index), ticketId, {}, ({ bytes }) =>
    bytes.byteLength === length ? ok(new Uint8Array(bytes)) : fail('fileDamaged'),
  )
