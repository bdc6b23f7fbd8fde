import { existsSync, renameSync } from 'node:fs'
import { DatabaseError, openDatabase, type Database, type SqlRow } from './driver'

export const outboxColumns = ['seq', 'id', 'name', 'args', 'at', 'base_version', 'noun', 'entity_id', 'state', 'acked_version', 'failure', 'acted_at'] as const
export type OutboxColumns = SqlRow & { seq: number }

/** @returns the outbox rows that can still be read, oldest first; a damaged page ends one direction, so both are tried */
const readOutbox = (db: Database): OutboxColumns[] => {
  const found = new Map<number, OutboxColumns>()
  for (const direction of ['asc', 'desc']) {
    let at = direction === 'asc' ? 0 : Number.MAX_SAFE_INTEGER
    try {
      for (;;) {
        const compare = direction === 'asc' ? '>' : '<'
        const row = db.get<OutboxColumns>(`select ${outboxColumns.join(', ')} from outbox where seq ${compare} ? order by seq ${direction} limit 1`, [at])
        if (row === undefined || found.has(row.seq)) break
        found.set(row.seq, row)
        at = row.seq
      }
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error
    }
  }
  return [...found.values()].sort((a, b) => a.seq - b.seq)
}

/** @returns the outbox rows that are not on the server, oldest first. @throws DatabaseError */
export const readUnsent = (db: Database): OutboxColumns[] => db.all<OutboxColumns>(`select ${outboxColumns.join(', ')} from outbox where state <> 'acked' order by seq`)

/** @returns what can be read of a damaged file's outbox; nothing where not even its first page opens */
export const rescueOutbox = (path: string, keyHex: string): OutboxColumns[] => {
  let db: Database
  try {
    db = openDatabase(path, keyHex)
  } catch (error) {
    if (error instanceof DatabaseError) return []
    throw error
  }
  try {
    return readOutbox(db)
  } finally {
    db.close()
  }
}

/** Puts rescued rows into a fresh file with their numbers. */
export const restoreOutbox = (db: Database, rows: readonly OutboxColumns[]): void => {
  db.transaction(() => {
    for (const row of rows) {
      db.run(`insert into outbox (${outboxColumns.join(', ')}) values (${outboxColumns.map(() => '?').join(', ')})`, outboxColumns.map((column) => row[column] ?? null))
    }
  })
}

/** Renames a file with its log, so that nothing is deleted. @returns the new name, without its folder */
export const setAside = (path: string, at: number): string => {
  const stamp = new Date(at).toISOString().replace(/[:.]/g, '-')
  const aside = path.replace(/\.db$/, `.damaged-${stamp}.db`)
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix)
  return aside.slice(aside.lastIndexOf('/') + 1)
}
