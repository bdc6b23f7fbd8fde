import { createHash } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { pieceCount, type Attachment } from '#shared/domain/attachment'
import type { Person } from '#shared/domain/person'
import { dayMs } from '#shared/domain/time'
import { auditLine, checkForSystem } from '../commands/check'
import { execute, systemOrigin } from '../commands/execute'
import { lockDocuments, type Work } from '../commands/work'
import type { Database } from '../db/database'
import { FailureError } from '../failure-error'
import { ticketsNaming, type FileKey } from './stored'

/** Of one person's unfinished uploads together: enough for a long visit's photographs, not to fill the disk. */
const maxUnfinishedBytes = 500 * 1024 * 1024
/** Unfinished uploads idle for longer are deleted when their person needs the room; the console sends them again. */
const maxIdleMs = 30 * dayMs

/**
 * Locks the file's row, so that of two concurrent last pieces one sees that it is the last.
 * @returns whether it is stored already
 */
const startUpload = async (work: Work, person: Person, { hash, size, mediaType }: Attachment): Promise<boolean> => {
  const { trx, now } = work
  await trx
    .insertInto('file')
    .values({
      hash,
      size,
      media_type: mediaType,
      is_stored: false,
      person_id: person.id,
      created_at: now,
      touched_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await trx
    .selectFrom('file')
    .select(['is_stored', 'created_at'])
    .where('hash', '=', hash)
    .where('size', '=', size)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (row.is_stored) return true
  if (row.created_at === now) await requireRoom(work, person)
  return false
}

const requireRoom = async ({ trx, now }: Work, person: Person): Promise<void> => {
  await trx
    .deleteFrom('file')
    .where('person_id', '=', person.id)
    .where('is_stored', '=', false)
    .where('touched_at', '<', now - maxIdleMs)
    .execute()
  const {
    rows: [begun],
  } = await sql<{ bytes: number }>`
    select coalesce(sum(size), 0)::bigint as bytes from file where person_id = ${person.id} and not is_stored`.execute(
    trx,
  )
  if ((begun?.bytes ?? 0) > maxUnfinishedBytes)
    throw new FailureError('tooLarge', { limit: `${String(maxUnfinishedBytes / 1024 / 1024)} MB` })
}

const isWhole = async (trx: Transaction<Database>, { hash, size }: FileKey): Promise<boolean> => {
  const { n } = await trx
    .selectFrom('file_piece')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('hash', '=', hash)
    .where('size', '=', size)
    .executeTakeFirstOrThrow()
  return n === pieceCount(size)
}

/** Whether the content has the hash; read piece by piece, so that the whole file is never in memory. */
const matchesHash = async (trx: Transaction<Database>, { hash, size }: FileKey): Promise<boolean> => {
  const digest = createHash('sha256')
  for (let index = 0; index < pieceCount(size); index += 1) {
    const { bytes } = await trx
      .selectFrom('file_piece')
      .select('bytes')
      .where('hash', '=', hash)
      .where('size', '=', size)
      .where('index', '=', index)
      .executeTakeFirstOrThrow()
    digest.update(bytes)
  }
  return digest.digest('hex') === hash
}

const markStoredOnTickets = async (work: Work, file: FileKey): Promise<void> => {
  const ids = await ticketsNaming(work.trx, file)
  await lockDocuments(
    work,
    ids.map((id) => ({ noun: 'ticket', id })),
    'update',
  )
  for (const ticketId of ids) {
    const checked = checkForSystem('ticket.systemFileStored', { ticketId, hash: file.hash })
    if (!checked.ok) continue
    const result = await execute(work, checked.value, systemOrigin)
    work.audit.push(auditLine(work, null, checked.value.name, checked.value, result, {}))
  }
}

/**
 * Stores one piece. The last one checks the whole file and marks it stored on every ticket with it, in the same
 * transaction.
 * @returns `damaged` where the content does not match the hash: then all pieces are deleted
 */
export const putPiece = async (
  work: Work,
  person: Person,
  file: Attachment,
  index: number,
  bytes: Buffer,
): Promise<'incomplete' | 'stored' | 'damaged'> => {
  const { trx, now } = work
  const { hash, size } = file
  if (await startUpload(work, person, file)) return 'stored'
  await trx
    .insertInto('file_piece')
    .values({ hash, size, index, bytes })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await trx.updateTable('file').set({ touched_at: now }).where('hash', '=', hash).where('size', '=', size).execute()
  if (!(await isWhole(trx, file))) return 'incomplete'
  const audit = { at: now, personId: person.id, action: 'file.send', entity: null, detail: { hash } }
  if (!(await matchesHash(trx, file))) {
    await trx.deleteFrom('file').where('hash', '=', hash).where('size', '=', size).execute()
    work.audit.push({ ...audit, outcome: 'fileDamaged' })
    return 'damaged'
  }
  await trx.updateTable('file').set({ is_stored: true }).where('hash', '=', hash).where('size', '=', size).execute()
  work.audit.push({ ...audit, outcome: 'accepted' })
  await markStoredOnTickets(work, file)
  return 'stored'
}
