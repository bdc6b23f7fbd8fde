import { sql, type Transaction } from 'kysely'
import type { FileDescription } from '#shared/domain/attachment'
import type { Database } from '../db/database'

/** What identifies a file. */
export type FileKey = Pick<FileDescription, 'hash' | 'size'>

/** Whether the server has the whole file and has checked its hash. */
export const isFileStored = async (trx: Transaction<Database>, { hash, size }: FileKey): Promise<boolean> =>
  (
    await trx
      .selectFrom('file')
      .select('is_stored')
      .where('hash', '=', hash)
      .where('size', '=', size)
      .executeTakeFirst()
  )?.is_stored ?? false

/** @returns the ids of all tickets with this attachment */
export const ticketsNaming = async (trx: Transaction<Database>, { hash, size }: FileKey): Promise<string[]> => {
  const named = JSON.stringify([{ hash, size }])
  const { rows } = await sql<{ id: string }>`
    select id from document where noun = 'ticket' and body -> 'attachments' @> ${named}::jsonb order by id`.execute(trx)
  return rows.map((row) => row.id)
}
