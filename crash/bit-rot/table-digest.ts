import { createHash } from 'node:crypto'
import type { Database } from '../../main/core/replica/driver'

/** Reads every row of every table. @returns one digest of all of them; equal digests mean equal rows */
export const digestOf = (db: Database): string => {
  const hash = createHash('sha256')
  const tables = db.all<{ name: string }>(`select name from sqlite_master where type = 'table' order by name`)
  for (const { name } of tables) {
    const rows = db
      .all(`select * from "${name}"`)
      .map((row) => JSON.stringify(row))
      .sort()
    hash.update(`${name}\n${rows.join('\n')}\n`)
  }
  return hash.digest('hex')
}
