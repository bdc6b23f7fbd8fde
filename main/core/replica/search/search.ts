import type { ArticleHit } from '#shared/ipc/replica-views'
import { highlight, highlightExcerpt } from '#shared/text/highlight'
import type { Database } from '../driver'
import { gatherCandidates } from './candidates'
import { readQuery } from './query'
import { rank, type ArticleRow } from './ranking'

/** Two lines of the panel. */
const excerptLength = 96

export const readRows = (db: Database, rowids: readonly number[]): ArticleRow[] =>
  db.all<ArticleRow>(
    'select rowid, id, title, plain, codes, product, problem_domain, solved_count from article_search where rowid in (select value from json_each(?))',
    [JSON.stringify(rowids)],
  )

export const hitOf = (row: ArticleRow, text: string, reasons: ArticleHit['reasons']): ArticleHit => ({
  id: row.id as ArticleHit['id'],
  title: highlight(row.title, text),
  excerpt: highlightExcerpt(row.plain, text, excerptLength),
  product: row.product,
  solvedCount: row.solved_count,
  reasons,
})

/**
 * Articles that answer a text as it is typed, best first. Any text is a query: what has no letter or digit finds
 * nothing. The work is bounded however large the knowledge base or the text.
 */
export const searchArticles = (db: Database, text: string, limit: number): ArticleHit[] => {
  const candidates = gatherCandidates(db, readQuery(text, true))
  if (candidates.rowids.length === 0) return []
  return rank(readRows(db, candidates.rowids), candidates)
    .slice(0, limit)
    .map(({ row }) => hitOf(row, text, []))
}
