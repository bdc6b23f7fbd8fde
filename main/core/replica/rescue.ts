import { existsSync, renameSync } from 'node:fs'
import { basename } from 'node:path'
import { DatabaseError, openDatabase, type Database, type SqlRow } from './driver'

export const outboxColumns = [
  'seq',
  'id',
  'name',
  'args',
  'at',
  'noun',
  'entity_id',
  'state',
  'acked_version',
  'failure',
  'acted_at',
] as const
export type OutboxColumns = SqlRow & { seq: number }

/** @returns the outbox rows up to the first damaged page, from one end */
const readFrom = (db: Database, direction: 'asc' | 'desc'): OutboxColumns[] => {
  const found: OutboxColumns[] = []
  try {
    for (;;) {
      const at = found.at(-1)?.seq ?? (direction === 'asc' ? 0 : Number.MAX_SAFE_INTEGER)
      const row = db.get<OutboxColumns>(
        `select ${outboxColumns.join(', ')} from outbox where seq ${direction === 'asc' ? '>' : '<'} ? order by seq ${direction} limit 1`,
        [at],
      )
      if (row === undefined) return found
      found.push(row)
    }
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    return found
  }
}

/** @returns the outbox rows that are not on the server, oldest first. @throws DatabaseError */
export const readUnsent = (db: Database): OutboxColumns[] =>
  db.all<OutboxColumns>(`select ${outboxColumns.join(', ')} from outbox where state <> 'acked' order by seq`)

/**
 * Works on a damaged file. After the first wrong page SQLCipher refuses everything on that connection, so each attempt
 * opens its own.
 * @returns null where not even its first page opens
 */
export const withDamaged = <T>(path: string, keyHex: string, work: (db: Database) => T): T | null => {
  let db: Database
  try {
    db = openDatabase(path, keyHex)
  } catch (error) {
    if (error instanceof DatabaseError) return null
    throw error
  }
  try {
    return work(db)
  } finally {
    db.close()
  }
}

/**
 * @returns what can be read of a damaged file's outbox, in order. A damaged page stops a scan, so both directions are
 *   read
 */
export const rescueOutbox = (path: string, keyHex: string): OutboxColumns[] => {
  const found = (['asc', 'desc'] as const).flatMap(
    (direction) => withDamaged(path, keyHex, (db) => readFrom(db, direction)) ?? [],
  )
  return [...new Map(found.map((row) => [row.seq, row])).values()].sort((one, other) => one.seq - other.seq)
}

/** Writes rescued rows into a fresh file, with their sequence numbers. */
export const restoreOutbox = (db: Database, rows: readonly OutboxColumns[]): void => {
  db.transaction(() => {
    for (const row of rows) {
      db.run(
        `insert into outbox (${outboxColumns.join(', ')}) values (${outboxColumns.map(() => '?').join(', ')})`,
        outboxColumns.map((column) => row[column] ?? null),
      )
    }
  })
}

/** Renames a file with its log, so that nothing is deleted. @returns the new name, without its folder */
export const setAside = (path: string, at: number): string => {
  const stamp = new Date(at).toISOString().replace(/[:.]/g, '-')
  const aside = path.replace(/\.db$/, `.damaged-${stamp}.db`)
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  return basename(aside)
}
