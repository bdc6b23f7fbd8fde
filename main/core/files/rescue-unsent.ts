import { createHash } from 'node:crypto'
import { pieceCount } from '#shared/domain/attachment'
import { DatabaseError, openDatabase, type Database } from '../replica/driver'
import type { Piece } from './file-store'
import type { RescuedFile } from './file-tables'

type Row = { hash: string; size: number; media_type: string; name: string; added_at: number }

/** A damaged page ends one direction, so both are tried. */
const readRows = (db: Database): Row[] => {
  const found = new Map<string, Row>()
  for (const [compare, direction, start] of [['>', 'asc', ''], ['<', 'desc', 'g']] as const) {
    let at: string = start
    try {
      for (;;) {
        const row = db.get<Row>(
          `select hash, size, media_type, name, added_at from file where hash ${compare} ? and is_own = 1 and is_sent = 0 order by hash ${direction} limit 1`, [at])
        if (row === undefined || found.has(row.hash)) break
        found.set(row.hash, row)
        at = row.hash
      }
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
    }
  }
  return [...found.values()]
}

const readWhole = (db: Database, row: Row): RescuedFile | null => {
  const { hash, size, name } = row
  try {
    const pieces: Piece[] = []
    const digest = createHash('sha256')
    for (let index = 0; index < pieceCount(size); index += 1) {
      const bytes = db.get<{ bytes: Piece }>('select bytes from piece where hash = ? and place = ?', [hash, index])?.bytes
      if (bytes === undefined) return null
      digest.update(bytes)
      pieces.push(bytes)
    }
    if (digest.digest('hex') !== hash) return null
    const tickets = db.all<{ id: string }>('select ticket_id id from file_ticket where hash = ?', [hash]).map(({ id }) => id)
    return { hash, size, name, mediaType: row.media_type, addedAt: row.added_at, tickets, pieces }
  } catch (error) {
    if (error instanceof DatabaseError) return null
    throw error
  }
}

/** Hands over, one after another, the own unsent files of a damaged file that are whole. @returns how many */
export const rescueUnsent = (path: string, keyHex: string, keep: (file: RescuedFile) => void): number => {
  let db: Database
  try {
    db = openDatabase(path, keyHex)
  } catch (error) {
    if (error instanceof DatabaseError) return 0
    throw error
  }
  try {
    let rescued = 0
    for (const row of readRows(db)) {
      const file = readWhole(db, row)
      if (file === null) continue
      keep(file)
      rescued += 1
    }
    return rescued
  } finally {
    db.close()
  }
}
