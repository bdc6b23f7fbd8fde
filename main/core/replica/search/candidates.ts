import type { Database } from '../driver'
import type { Query, Unit } from './query'

/**
 * A unit with the number of articles it occurs in; `weight` is its inverse document frequency.
 */
export type WeighedUnit = Unit & { count: number; weight: number }
export type Candidates = { units: WeighedUnit[]; rowids: number[]; phraseRowids: Set<number> }

/** How many articles are read and ranked exactly; more would cost time without better answers. */
const rankedLimit = 160
/** A unit in more articles than this is too common to choose candidates by, unless there is nothing rarer. */
const commonLimit = 6000
/** Pieces of a long query that are looked up; the rarest decide. */
const unitLimit = 48

const rowidsOf = (db: Database, match: string, limit: number): number[] => {
  const row = db.get<{ ids: string | null }>(
    'select group_concat(rowid) as ids from (select rowid from article_token where article_token match ? limit ?)',
    [match, limit],
  )
  return row?.ids === null || row === undefined ? [] : row.ids.split(',').map(Number)
}

const isIn = (db: Database, match: string, rowids: readonly number[]): number[] =>
  db
    .all<{ rowid: number }>(
      'select rowid from article_token where article_token match ? and rowid in (select value from json_each(?))',
      [match, JSON.stringify(rowids)],
    )
    .map((row) => row.rowid)

/** The articles that solved most tickets; they come first among too many equal matches. */
const bestSolved = (db: Database, limit: number): number[] =>
  db
    .all<{ rowid: number }>(
      'select rowid from article_search where solved_count > 0 order by solved_count desc limit ?',
      [limit],
    )
    .map((row) => row.rowid)

const fill = (into: Set<number>, rowids: readonly number[], limit: number): void => {
  for (const rowid of rowids) {
    if (into.size >= limit) return
    into.add(rowid)
  }
}

/** Where every unit is common, the title and past success choose among the matches. */
const gatherCommon = (db: Database, units: readonly WeighedUnit[], into: Set<number>): void => {
  const all = units.map((unit) => `(${unit.match})`).join(' AND ')
  const inTitle = units
    .filter((unit) => unit.kind !== 'code')
    .map((unit) => `(title : ${unit.match})`)
    .join(' AND ')
  if (inTitle !== '') fill(into, rowidsOf(db, inTitle, rankedLimit), rankedLimit)
  fill(into, isIn(db, all, bestSolved(db, rankedLimit)), rankedLimit * 2)
  fill(into, rowidsOf(db, all, rankedLimit), rankedLimit * 2)
}

/** The articles worth ranking for a query, at most a few hundred, with what its units weigh in this knowledge base. */
export const gatherCandidates = (db: Database, query: Query): Candidates => {
  const total = db.get<{ total: number }>('select count(*) as total from article_search')?.total ?? 0
  const scores = new Map<number, number>()
  const units: WeighedUnit[] = []
  for (const unit of query.units.slice(0, unitLimit)) {
    const rowids = rowidsOf(db, unit.match, commonLimit)
    if (rowids.length === 0) continue
    const weight = Math.log(1 + (total - rowids.length + 0.5) / (rowids.length + 0.5))
    units.push({ ...unit, count: rowids.length, weight })
    if (rowids.length >= commonLimit) continue
    for (const rowid of rowids) scores.set(rowid, (scores.get(rowid) ?? 0) + weight)
  }
  const phraseRowids = query.phrase === null || units.length === 0 ? [] : rowidsOf(db, query.phrase, rankedLimit)
  const chosen = new Set(phraseRowids)
  const isBroad = units.length > 0 && units.length <= 3 && scores.size > rankedLimit
  if (units.length > 0 && (scores.size === 0 || isBroad)) gatherCommon(db, units, chosen)
  const ordered = [...scores].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  fill(
    chosen,
    ordered.map(([rowid]) => rowid),
    chosen.size + rankedLimit,
  )
  return { units, rowids: [...chosen], phraseRowids: new Set(phraseRowids) }
}
