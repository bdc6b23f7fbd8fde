import { fold } from '#shared/text/tokens'
import type { ArticleHit } from '#shared/ipc/replica-views'
import { highlight, highlightExcerpt } from '#shared/text/highlight'
import type { Database } from '../driver'
import { type Candidates, type WeighedUnit, gatherCandidates } from './candidates'
import { readQuery } from './query'

type ArticleRow = {
  rowid: number
  id: string
  title: string
  plain: string
  codes: string
  product: string
  problem_domain: string | null
  solved_count: number
}
export type Ranked = { row: ArticleRow; score: number; found: WeighedUnit[] }

/** Of a very long article only this much is counted; the index still finds the rest. */
const readLimit = 30_000
/**
 * bm25 saturation and length damping; candidates are longer than the average article, hence more damping than usual.
 */
const k1 = 2
const b = 0.9
/** A word in the title is worth this many in the body. */
const titleWorth = 2

const isLetter = (char: string): boolean => /^[\p{L}\p{M}]/u.test(char)
const isDigit = (char: string): boolean => /^\p{N}/u.test(char)

/** Whether `at` is inside a run of letters or of digits, so a word that begins or ends there is only part of one. */
const splits = (text: string, at: number): boolean => {
  const before = text[at - 1]
  const after = text[at]
  if (before === undefined || after === undefined) return false
  return (isLetter(before) && isLetter(after)) || (isDigit(before) && isDigit(after))
}

/** How often a unit occurs in folded text, counted up to 8, as more adds nothing. */
const countIn = (text: string, unit: WeighedUnit): number => {
  let count = 0
  let at = text.indexOf(unit.text)
  while (at >= 0 && count < 8) {
    const end = at + unit.text.length
    if (unit.kind !== 'word' && unit.kind !== 'code') count += 1
    else if (!splits(text, at)) count += splits(text, end) ? (unit.isBeginning ? 0.5 : 0) : 1
    at = text.indexOf(unit.text, end)
  }
  return count
}

/** Whether a unit occurs in the part of an article that is read. */
export const occursIn = (row: ArticleRow, unit: WeighedUnit): boolean =>
  countIn(fold(row.title), unit) > 0 || countIn(fold(row.plain.slice(0, readLimit)), unit) > 0

const scoreRow = (row: ArticleRow, candidates: Candidates, averageLength: number): Ranked => {
  const title = fold(row.title)
  const body = fold(row.plain.slice(0, readLimit))
  const codes = ` ${row.codes} `
  const damping = k1 * (1 - b + (b * (body.length + 40)) / averageLength)
  const found: WeighedUnit[] = []
  let score = 0
  let covered = 0
  let wanted = 0
  for (const unit of candidates.units) {
    const read = titleWorth * countIn(title, unit) + countIn(body, unit)
    const isNamed = codes.includes(` ${unit.text} `)
    const frequency = isNamed ? Math.max(unit.kind === 'code' ? titleWorth : 1, read) : read
    wanted += unit.weight
    if (frequency === 0) continue
    found.push(unit)
    covered += unit.weight
    score += unit.weight * ((frequency * (k1 + 1)) / (frequency + damping))
  }
  if (wanted > 0) score *= 0.9 + 0.1 * (covered / wanted)
  if (candidates.phraseRowids.has(row.rowid)) score *= 1.5
  score *= 1 + 0.05 * Math.log1p(row.solved_count)
  return { row, score, found }
}

/** Candidates by how well they answer, best first; equal ones by id, so the order never flickers. */
export const rank = (rows: readonly ArticleRow[], candidates: Candidates): Ranked[] => {
  const averageLength =
    40 + rows.reduce((sum, row) => sum + Math.min(row.plain.length, readLimit), 0) / Math.max(1, rows.length)
  return rows
    .map((row) => scoreRow(row, candidates, averageLength))
    .sort((x, y) => y.score - x.score || (x.row.id < y.row.id ? -1 : 1))
}

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
