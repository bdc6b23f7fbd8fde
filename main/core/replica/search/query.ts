import { tokenise, type Token } from '#shared/text/tokens'

/**
 * What a query asks for, piece by piece: two neighbouring Han characters, a lone one, a word, a code.
 * `match` is the FTS5 expression, `needle` the same as parts to look for in a text's tokens.
 */
export type Unit = {
  kind: 'pair' | 'char' | 'word' | 'code'
  text: string
  match: string
  /** The word still being typed also matches what begins with it. */
  isBeginning: boolean
  start: number
  end: number
}

export type Query = {
  units: Unit[]
  /** All tokens in order as one phrase; null for a single unit, which says the same. */
  phrase: string | null
}

/** A pasted log is cut to its first words; real queries are shorter. */
const tokenLimit = 1200
/** A phrase this long is found once at most; a longer one would only cost time. */
const phraseLimit = 40
/** Tokens contain no quote, so quoting is enough to keep operators out. */
const quote = (parts: readonly string[]): string => `"${parts.join(' ')}"`

/** Filler words around the question; left out if anything else remains. */
const fillers = [
  '请问',
  '怎么',
  '如何',
  '怎样',
  '什么',
  '为何',
  '我们',
  '你好',
  '您好',
  '一下',
  '麻烦',
  '帮忙',
  '为什么',
  '怎么办',
  '是不是',
  '有没有',
  '需要',
  '可以',
  '出现',
  '提示',
  '如果',
  '应该',
  '多少',
  '哪些',
  '哪里',
  '为啥',
  '是否',
  '能否',
  '会不会',
  '能不能',
  '可不可以',
  '问题',
  '原因',
  '这个',
  '那个',
  '时候',
  '已经',
  '还是',
  '但是',
  '然后',
  '现在',
]
const fillerPattern = new RegExp(fillers.sort((a, b) => b.length - a.length).join('|'), 'g')

const unitsOf = (tokens: readonly Token[], length: number, isTyping: boolean): Unit[] => {
  const units: Unit[] = []
  let index = 0
  for (let token = tokens[index]; token !== undefined; token = tokens[index]) {
    if (token.kind === 'char') {
      const after = tokens[index + 1]
      const before = tokens[index - 1]
      const hasAfter = after?.kind === 'char' && after.start === token.end
      const hasBefore = before?.kind === 'char' && before.end === token.start
      if (hasAfter) {
        units.push({
          kind: 'pair',
          text: token.text + after.text,
          match: quote([token.text, after.text]),
          isBeginning: false,
          start: token.start,
          end: after.end,
        })
      } else if (!hasBefore) {
        units.push({
          kind: 'char',
          text: token.text,
          match: quote([token.text]),
          isBeginning: false,
          start: token.start,
          end: token.end,
        })
      }
      index += 1
      continue
    }
    const { kind, text, start, end } = token
    const isBeginning = isTyping && end === length
    const match = `${kind === 'code' ? 'codes : ' : ''}${quote([text])}${isBeginning ? ' *' : ''}`
    units.push({ kind: kind === 'code' ? 'code' : 'word', text, match, isBeginning, start, end })
    index += 1
  }
  return units
}

const distinct = (units: readonly Unit[]): Unit[] => {
  const seen = new Map<string, Unit>()
  for (const unit of units) {
    const key = `${unit.kind} ${unit.text}`
    const known = seen.get(key)
    if (known === undefined || (unit.isBeginning && !known.isBeginning)) seen.set(key, unit)
  }
  return [...seen.values()]
}

/** Reads any text as a query; one without a letter, digit or character gives no units. */
export const readQuery = (text: string, isTyping: boolean): Query => {
  const all = tokenise(text).slice(0, tokenLimit)
  const without = text.replace(fillerPattern, (filler) => ' '.repeat(filler.length))
  const kept = tokenise(without).slice(0, tokenLimit)
  const tokens = kept.length > 0 ? kept : all
  const units = distinct(unitsOf(tokens, text.length, isTyping))
  const sequence = all.filter((token) => token.kind !== 'code').map((token) => token.text)
  const parts = sequence.slice(0, phraseLimit)
  const isLastTyped =
    isTyping && parts.length === sequence.length && all.at(-1)?.end === text.length && all.at(-1)?.kind !== 'char'
  return { units, phrase: parts.length > 1 ? `${quote(parts)}${isLastTyped ? ' *' : ''}` : null }
}
