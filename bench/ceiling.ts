import { randomBytes } from 'node:crypto'
import type { Article } from '#shared/domain/article'
import { openDatabase, type Database, type SqlParams, type SqlRow } from '../main/core/replica/driver'
import { migrate } from '../main/core/replica/migrations/migrate'
import { articleEntry } from '../main/core/replica/search'

const rowsPerTransaction = 2000
const tables = ['document', 'event', 'ticket_row', 'call_row', 'customer_row', 'service_code_row', 'article_search']

type Batch = { sql: string; rows: SqlParams[] }

const readTable = (db: Database, table: string): Batch => {
  const columns = db.all<{ name: string }>(`select name from pragma_table_info('${table}')`).map(({ name }) => name)
  const rows = db
    .all<SqlRow>(`select ${columns.join(', ')} from ${table}`)
    .map((row) => columns.map((column) => row[column] ?? null))
  return { sql: `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`, rows }
}

/** The token table keeps no text, so its rows are cut again from the articles. */
const readTokens = (db: Database): Batch => ({
  sql: 'insert into article_token (rowid, title, body, codes) values (?, ?, ?, ?)',
  rows: db
    .all<{ rowid: number; body: string }>(
      `select article_search.rowid, body from article_search join document on noun = 'article' and document.id = article_search.id`,
    )
    .map(({ rowid, body }) => {
      const { titleTokens, bodyTokens, codes } = articleEntry(JSON.parse(body) as Article)
      return [rowid, titleTokens, bodyTokens, codes]
    }),
})

/** @returns every row of a filled replica, as parameters ready to be inserted */
export const readRows = (db: Database): Batch[] => [...tables.map((table) => readTable(db, table)), readTokens(db)]

export const countRows = (batches: readonly Batch[]): number => batches.reduce((sum, { rows }) => sum + rows.length, 0)

/** The simplest program that fills such a file: one prepared insert per row. @returns milliseconds */
export const insertRows = (path: string, batches: readonly Batch[]): number => {
  const db = openDatabase(path, randomBytes(32).toString('hex'))
  try {
    migrate(db)
    const startedAt = performance.now()
    for (const { sql, rows } of batches) {
      for (let at = 0; at < rows.length; at += rowsPerTransaction) {
        db.transaction(() => {
          for (const row of rows.slice(at, at + rowsPerTransaction)) db.run(sql, row)
        })
      }
    }
    return performance.now() - startedAt
  } finally {
    db.close()
  }
}
