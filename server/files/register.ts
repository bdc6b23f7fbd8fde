import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  fileHashSchema,
  pieceBytes,
  pieceCount,
  pieceLength,
  type Attachment,
  type FileHash,
} from '#shared/domain/attachment'
import type { Person } from '#shared/domain/person'
import { may, type Action } from '#shared/domain/may'
import { ticketSchema } from '#shared/domain/ticket'
import type { TicketId } from '#shared/ids'
import { filePath, fileQuerySchema, type FileStatus } from '#shared/protocol/file'
import { sessionOf } from '../access'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { putPiece } from './put-piece'
import { readPiece, statusOf } from './read-piece'

const paramsSchema = z.object({ hash: fileHashSchema, index: z.coerce.number().int().nonnegative().optional() })

type FileRequest = { person: Person; ticketId: TicketId; file: Attachment; index: number }

const readFileRequest = async (services: Services, request: FastifyRequest, action: Action): Promise<FileRequest> => {
  const { person } = sessionOf(request)
  const params = paramsSchema.safeParse(request.params)
  const query = fileQuerySchema.safeParse(request.query)
  if (!params.success || !query.success)
    throw new FailureError('badInput', { detail: params.success ? 'ticketId' : 'hash, index' })
  const { hash, index = 0 } = params.data
  const { ticketId } = query.data
  const file = await findVisibleAttachment(services, person, ticketId, hash, action)
  if (index >= pieceCount(file.size)) throw new FailureError('badInput', { detail: 'index' })
  return { person, ticketId, file, index }
}

/** The routes of `shared/protocol/file.ts`. */
export const registerFiles = (app: FastifyInstance, services: Services): void => {
  const { db, runner } = services
  const path = filePath(':hash')

  app.get(path, { config: { access: { action: 'file.read' } } }, async (request): Promise<FileStatus> => {
    const { file, ticketId } = await readFileRequest(services, request, 'file.read')
    const status = await inTransaction(db, (trx) => statusOf(trx, file))
    // A ticket that got the file while its last piece was checked was missed by both transactions.
    if (status.isStored && !file.isStored)
      await runner.runSystem([{ name: 'ticket.systemFileStored', args: { ticketId, hash: file.hash } }])
    return status
  })

  app.get(`${path}/pieces/:index`, { config: { access: { action: 'file.read' } } }, async (request, reply) => {
    const { person, ticketId, file, index } = await readFileRequest(services, request, 'file.read')
    const bytes = await runner.inWork((work) => readPiece(work, person, ticketId, file, index))
    return reply.type('application/octet-stream').send(bytes)
  })

  app.register(async (sending) => {
    sending.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: pieceBytes },
      async (_request: FastifyRequest, body: Buffer) => body,
    )
    sending.put(
      `${path}/pieces/:index`,
      { bodyLimit: pieceBytes, config: { access: { action: 'ticket.attach' } } },
      async (request): Promise<FileStatus> => {
        const { person, ticketId, file, index } = await readFileRequest(services, request, 'ticket.attach')
        const { body } = request
        if (!Buffer.isBuffer(body) || body.length !== pieceLength(file.size, index))
          throw new FailureError('badInput', { detail: 'body' })
        const end = await runner.inWork((work) => putPiece(work, person, file, index, body))
        if (end === 'damaged') {
          services.log.warn({ hash: file.hash, ticketId }, 'a file does not match its hash')
          throw new FailureError('fileDamaged')
        }
        return inTransaction(db, (trx) => statusOf(trx, file))
      },
    )
  })
}

/**
 * @returns the ticket's attachment, where the person may see the ticket
 * @throws FailureError notFound, both where it does not exist and where the person may not see it
 */
export const findVisibleAttachment = async (
  { db }: Services,
  person: Person,
  ticketId: TicketId,
  hash: FileHash,
  action: Action,
): Promise<Attachment> => {
  const row = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select(['body', 'audiences'])
      .where('noun', '=', 'ticket')
      .where('id', '=', ticketId)
      .executeTakeFirst(),
  )
  if (row === undefined || !may(person, action, row)) throw new FailureError('notFound')
  const ticket = ticketSchema.safeParse(row.body)
  const attachment = ticket.success ? ticket.data.attachments?.find((each) => each.hash === hash) : undefined
  if (attachment === undefined) throw new FailureError('notFound')
  return attachment
}
