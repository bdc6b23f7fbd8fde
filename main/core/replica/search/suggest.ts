import type { ArticleHit } from '#shared/ipc/replica-views'
import type { CallInput } from '#shared/ipc/contract'
import { comparable } from '#shared/text/comparable'
import type { Database } from '../driver'
import { gatherCandidates, type Candidates, type WeighedUnit } from './candidates'
import { readQuery } from './query'
import { occursIn, rank, type Ranked, hitOf, readRows } from './search'

export type SuggestInput = CallInput<'article.suggest'>

/** The most significant words of a call or ticket; the rest is conversation. */
const tellingLimit = 14
const fromDomainLimit = 60
/** Words shown as a reason: one line of the panel. */
const maxReasonWords = 2
/** A guess this much worse than the best one is noise beside it. */
const worthShowing = 0.35
/** Words in more than this share of the articles are ignored. */
const commonShare = 0.4

const tellingUnits = (candidates: Candidates, total: number): WeighedUnit[] =>
  candidates.units
    .filter((unit) => unit.count <= Math.max(3, total * commonShare))
    .sort((x, y) => y.weight - x.weight)
    .slice(0, tellingLimit)

/**
 * Which of the case's words are in the article, as the caller said it: pairs that overlap are one word again.
 * A word is shown only if it is significant.
 */
const foundWords = (text: string, ranked: Ranked, all: readonly WeighedUnit[]): string[] => {
  const notifier = new Set(ranked.found.map((unit) => unit.text))
  const words: { start: number; end: number; weight: number }[] = []
  for (const unit of all
    .filter((one) => notifier.has(one.text) || occursIn(ranked.row, one))
    .sort((x, y) => x.start - y.start || y.end - x.end)) {
    const last = words.at(-1)
    const weight = notifier.has(unit.text) ? unit.weight : 0
    if (last !== undefined && unit.start < last.end) {
      last.end = Math.max(last.end, unit.end)
      last.weight += weight
    } else {
      words.push({ start: unit.start, end: unit.end, weight })
    }
  }
  const significant = words.filter((word) => word.weight > 0).sort((x, y) => y.weight - x.weight)
  return [...new Set(significant.map(({ start, end }) => text.slice(start, end)))]
}

const fromDomain = (db: Database, input: SuggestInput): number[] =>
  input.problemDomain === null
    ? []
    : db
        .all<{ rowid: number }>(
          'select rowid from article_search where problem_domain = ? order by solved_count desc, rowid limit ?',
          [input.problemDomain, fromDomainLimit],
        )
        .map((row) => row.rowid)

const reasonsOf = (ranked: Ranked, input: SuggestInput, words: readonly string[]): ArticleHit['reasons'] => {
  const reasons: ArticleHit['reasons'] = []
  if (words.length > 0) reasons.push({ kind: 'words', text: words.slice(0, maxReasonWords).join('、') })
  if (input.problemDomain !== null && ranked.row.problem_domain === input.problemDomain)
    reasons.push({ kind: 'problemDomain', text: input.problemDomain })
  if (isSameProduct(ranked.row.product, input.product)) reasons.push({ kind: 'product', text: ranked.row.product })
  if (ranked.row.solved_count > 0) reasons.push({ kind: 'solvedSimilar', text: String(ranked.row.solved_count) })
  return reasons
}

const isSameProduct = (ours: string, theirs: string): boolean => ours !== '' && comparable(ours) === comparable(theirs)

/** Words decide; domain and product tip the scales, and alone they still offer what has helped most. */
const worth = (ranked: Ranked, best: number, input: SuggestInput): number =>
  (best > 0 ? ranked.score / best : 0) +
  (input.problemDomain !== null && ranked.row.problem_domain === input.problemDomain ? 0.35 : 0) +
  (isSameProduct(ranked.row.product, input.product)
    ? 0.15
    : ranked.row.product !== '' && input.product !== ''
      ? -0.1
      : 0) +
  0.06 * Math.log1p(ranked.row.solved_count)

/**
 * Articles that may help with a call or ticket, without being asked: from its problem domain, its product and the words
 * that matter most. Each says why it is there; one that only shares the product, or nothing, is not shown.
 */
export const suggestArticles = (db: Database, input: SuggestInput): ArticleHit[] => {
  const gathered = gatherCandidates(db, readQuery(input.text, false))
  const total = db.get<{ total: number }>('select count(*) as total from article_search')?.total ?? 0
  const candidates: Candidates = { ...gathered, units: tellingUnits(gathered, total) }
  const rows = readRows(db, [...new Set([...gathered.rowids, ...fromDomain(db, input)])])
  const ranked = rank(rows, candidates)
  const best = ranked[0]?.score ?? 0
  const isOfDomain = (one: Ranked): boolean =>
    input.problemDomain !== null && one.row.problem_domain === input.problemDomain
  return ranked
    .filter((one) => isOfDomain(one) || (one.found.length > 0 && one.score >= best * worthShowing))
    .map((one) => ({ one, worth: worth(one, best, input) }))
    .sort((x, y) => y.worth - x.worth || (x.one.row.id < y.one.row.id ? -1 : 1))
    .slice(0, input.limit)
    .map(({ one }) => {
      const words = foundWords(input.text, one, gathered.units)
      return hitOf(one.row, `${words.join(' ')} `, reasonsOf(one, input, words))
    })
}
