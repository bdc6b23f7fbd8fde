import { z } from 'zod'
import type { FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { filePath, fileStatusSchema, piecePath, type FileStatus } from '#shared/protocol/file'
import { fail, failureSchema, ok, type Result } from '#shared/result'
import { askServer, type Answered, type Question, serverUrl } from '../server-link/ask-server'
import type { Piece } from './file-tables'

/** A piece over a very slow line. */
const answerTimeoutMs = 60_000

const refusalSchema = z.object({ failure: failureSchema })

/** The way to the server; `stop` ends what is under way. */
export type Line = { address: () => string; token: string; stop: AbortSignal }

const ask = async <T>(
  { address, token, stop }: Line,
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
export const askStatus = (line: Line, ticketId: TicketId, hash: FileHash): Promise<Result<FileStatus>> =>
  ask(line, filePath(hash), ticketId, {}, readJson(fileStatusSchema))

/**
 * Sends one piece.
 * @returns what the server has now; `fileDamaged` where it was the last and the whole is not what its hash says
 */
export const sendPiece = (
  line: Line,
  ticketId: TicketId,
  hash: FileHash,
  index: number,
  bytes: Piece,
): Promise<Result<FileStatus>> =>
  ask(
    line,
    piecePath(hash, index),
    ticketId,
    { method: 'PUT', headers: { 'content-type': 'application/octet-stream' }, body: bytes },
    readJson(fileStatusSchema),
  )

/** @param length what the piece must have */
export const fetchPiece = (
  line: Line,
  ticketId: TicketId,
  hash: FileHash,
  index: number,
  length: number,
): Promise<Result<Piece>> =>
  ask(line, piecePath(hash, index), ticketId, {}, ({ bytes }) =>
    bytes.byteLength === length ? ok(new Uint8Array(bytes)) : fail('fileDamaged'),
  )
