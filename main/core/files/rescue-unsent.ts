import { createHash } from 'node:crypto'
import { pieceCount } from '#shared/domain/attachment'
import { DatabaseError, openDatabase, type Database } from '../replica/driver'
import type { Piece, RescuedFile } from './file-tables'

type Row = { hash: string; size: number; media_type: string; name: string; added_at: number }

/**
 * SQLCipher refuses everything on a connection that has met a damaged page, so each read opens its own.
 * @returns null where it met one
 */
const look = <T>(path: string, keyHex: string, read: (db: Database) => T): T | null => {
  let db: Database | null = null
  try {
    db = openDatabase(path, keyHex)
    return read(db)
  } catch (error) {
    if (error instanceof DatabaseError) return null
    throw error
  } finally {
    db?.close()
  }
}

/** A damaged page stops a scan, so both directions are read. */
const readRows = (path: string, keyHex: string): Row[] => {
  const found = new Map<string, Row>()
  for (const [compare, direction, start] of [
    ['>', 'asc', ''],
    ['<', 'desc', 'g'],
  ] as const) {
    look(path, keyHex, (db) => {
      let at: string = start
      for (;;) {
        const row = db.get<Row>(
          `select hash, size, media_type, name, added_at from file where hash ${compare} ? and is_own = 1 and is_sent = 0 order by hash ${direction} limit 1`,
          [at],
        )
        if (row === undefined || found.has(row.hash)) return
        found.set(row.hash, row)
        at = row.hash
      }
    })
  }
  return [...found.values()]
}

const readWhole = (db: Database, row: Row): RescuedFile | null => {
  const { hash, size, name } = row
  const pieces: Piece[] = []
  const digest = createHash('sha256')
  for (let index = 0; index < pieceCount(size); index += 1) {
    const bytes = db.get<{ bytes: Piece }>('select bytes from piece where hash = ? and place = ?', [hash, index])?.bytes
    if (bytes === undefined) return null
    digest.update(bytes)
    pieces.push(bytes)
  }
  if (digest.digest('hex') !== hash) return null
  const tickets = db
    .all<{ id: string }>('select ticket_id id from file_ticket where hash = ?', [hash])
    .map(({ id }) => id)
  return { hash, size, name, mediaType: row.media_type, addedAt: row.added_at, tickets, pieces }
}

/** Passes every complete own unsent file of a damaged database to `keep`, one after another. @returns how many */
export const rescueUnsent = (path: string, keyHex: string, keep: (file: RescuedFile) => void): number => {
  let rescued = 0
  for (const row of readRows(path, keyHex)) {
    const file = look(path, keyHex, (db) => readWhole(db, row))
    if (file === null) continue
    keep(file)
    rescued += 1
  }
  return rescued
}
