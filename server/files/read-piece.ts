import type { Transaction } from 'kysely'
import { pieceCount, type Attachment } from '#shared/domain/attachment'
import type { Person } from '#shared/domain/person'
import { dayMs } from '#shared/domain/time'
import type { TicketId } from '#shared/ids'
import type { FileStatus } from '#shared/protocol/file'
import type { Work } from '../commands/work'
import type { Database } from '../db/database'
import { FailureError } from '../failure-error'
import { isFileStored, type FileKey } from './stored'

const maxListed = 100

/** @returns which pieces of a file are missing, the first ones only, and whether it is stored */
export const statusOf = async (trx: Transaction<Database>, file: FileKey): Promise<FileStatus> => {
  const { hash, size } = file
  if (await isFileStored(trx, file)) return { size, missing: [], isStored: true }
  const rows = await trx
    .selectFrom('file_piece')
    .select('index')
    .where('hash', '=', hash)
    .where('size', '=', size)
    .execute()
  const here = new Set(rows.map((row) => row.index))
  return {
    size,
    missing: Array.from({ length: pieceCount(size) }, (_, index) => index)
      .filter((index) => !here.has(index))
      .slice(0, maxListed),
    isStored: false,
  }
}

/**
 * Reads one piece of a stored file. The audit gets one line for each person, file, ticket and day.
 * @throws FailureError fileNotSent
 */
export const readPiece = async (
  work: Work,
  person: Person,
  ticketId: TicketId,
  file: Attachment,
  index: number,
): Promise<Buffer> => {
  const { trx, now } = work
  const { hash, size } = file
  if (!(await isFileStored(trx, file))) throw new FailureError('fileNotSent')
  const piece = await trx
    .selectFrom('file_piece')
    .select('bytes')
    .where('hash', '=', hash)
    .where('size', '=', size)
    .where('index', '=', index)
    .executeTakeFirst()
  if (piece === undefined) throw new FailureError('notFound')
  const key = `file-read:${hash}:${ticketId}:${person.id}:${String(Math.floor(now / dayMs))}`
  const first = await trx
    .insertInto('system_key')
    .values({ key, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (first !== undefined)
    work.audit.push({
      at: now,
      personId: person.id,
      action: 'file.read',
      entity: `ticket:${ticketId}`,
      outcome: 'accepted',
      detail: { hash },
    })
  return piece.bytes
}
