import type { Highlight } from '../ipc/replica-views'
import { tokenise, type Token } from './tokens'

type Span = { start: number; end: number }

const pieces = (text: string, spans: Span[]): Highlight => {
  const result: Highlight = []
  let at = 0
  for (const span of spans) {
    if (span.start < at) continue
    if (span.start > at) result.push({ text: text.slice(at, span.start), isHit: false })
    result.push({ text: text.slice(span.start, span.end), isHit: true })
    at = span.end
  }
  if (at < text.length) result.push({ text: text.slice(at), isHit: false })
  return result
}

const isSequence = (tokens: readonly Token[]): Token[] => tokens.filter((token) => token.kind !== 'code')

/**
 * What of a query counts as found: pairs of neighbouring Han characters, lone ones, words, and the last word's
 * beginning.
 */
type Wanted = { pairs: Set<string>; chars: Set<string>; parts: Set<string>; beginning: string | null }

const wantedOf = (query: string): Wanted => {
  const tokens = isSequence(tokenise(query))
  const wanted: Wanted = { pairs: new Set(), chars: new Set(), parts: new Set(), beginning: null }
  tokens.forEach((token, index) => {
    if (token.kind === 'part') {
      wanted.parts.add(token.text)
      return
    }
    const before = tokens[index - 1]
    const after = tokens[index + 1]
    if (after?.kind === 'char' && after.start === token.end) wanted.pairs.add(token.text + after.text)
    else if (!(before?.kind === 'char' && before.end === token.start)) wanted.chars.add(token.text)
  })
  const last = tokens.at(-1)
  if (last?.kind === 'part' && last.end === query.length) wanted.beginning = last.text
  return wanted
}

const hitSpans = (text: string, query: string): Span[] => {
  const wanted = wantedOf(query)
  const tokens = isSequence(tokenise(text))
  const spans: Span[] = []
  const add = (start: number, end: number): void => {
    const last = spans.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else spans.push({ start, end })
  }
  tokens.forEach((token, index) => {
    const after = tokens[index + 1]
    if (token.kind === 'char') {
      if (wanted.chars.has(token.text)) add(token.start, token.end)
      if (after?.kind === 'char' && wanted.pairs.has(token.text + after.text)) add(token.start, after.end)
    } else if (wanted.parts.has(token.text) || (wanted.beginning !== null && token.text.startsWith(wanted.beginning))) {
      add(token.start, token.end)
    }
  })
  return spans
}

/** The text in pieces, those that the query found marked. The pieces joined are the text. */
export const highlight = (text: string, query: string): Highlight => pieces(text, hitSpans(text, query))

/** Widens a cut so that no surrogate pair is halved. */
const wholeAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at
}

/** The weight of a hit: its length over its occurrences, because a rare word shows better where to look. */
const weightsOf = (text: string, spans: readonly Span[]): number[] => {
  const found = spans.map((span) => text.slice(span.start, span.end).toLowerCase())
  const counts = new Map<string, number>()
  for (const each of found) counts.set(each, (counts.get(each) ?? 0) + 1)
  return found.map((each) => each.length / (counts.get(each) ?? 1))
}

/** Where a stretch of `length` begins whose found text weighs most. */
const heaviest = (spans: readonly Span[], weights: readonly number[], length: number): number => {
  let best = 0
  let bestWeight = -1
  let to = 0
  let weight = 0
  spans.forEach((span, index) => {
    for (let next = spans[to]; next !== undefined && next.end - span.start <= length; next = spans[to]) {
      weight += weights[to] ?? 0
      to += 1
    }
    if (weight > bestWeight) {
      bestWeight = weight
      best = span.start
    }
    if (to > index) weight -= weights[index] ?? 0
    else to = index + 1
  })
  return best
}

/** About `length` characters of the text around the most telling hits, with … where something was left out. */
export const highlightExcerpt = (text: string, query: string, length: number): Highlight => {
  const spans = hitSpans(text, query)
  if (text.length <= length) return pieces(text, spans)
  const best = heaviest(spans, weightsOf(text, spans), length)
  const lead = Math.floor(length / 6)
  // Near the end it is shorter rather than begun earlier: only its first lines are seen, and the hit must be in them.
  const from = wholeAt(text, Math.max(0, best - lead))
  const until = wholeAt(text, Math.min(text.length, from + length))
  const inside = spans
    .filter((span) => span.start >= from && span.end <= until)
    .map((span) => ({ start: span.start - from, end: span.end - from }))
  const cut = pieces(text.slice(from, until), inside)
  return [
    ...(from > 0 ? [{ text: '…', isHit: false }] : []),
    ...cut,
    ...(until < text.length ? [{ text: '…', isHit: false }] : []),
  ]
}
