/**
 * One token of a text. `start` and `end` are offsets in the text as it was given, `text` is folded (NFKC, lower case).
 *
 * - `char`: one character of a script written without spaces (Han, kana, Hangul, Thai …), so any stretch of it can be
 * found
 * - `part`: a run of letters or of digits
 * - `code`: several parts held together, as in ORA-00942, nc.bs.pub, -4290 or NC65; it follows its parts
 */
export type Token = { kind: 'char' | 'part' | 'code'; text: string; start: number; end: number }

/** Longer words are data, not language; both index and query cut them here, so they still meet. */
const partLimit = 64
const codeLimit = 80

const separator = 0
const letter = 1
const digit = 2
const single = 3
const connector = 4

const singleScripts =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const connectors = new Set(['-', '.', '_', '/', '\\', ':', '+', '#', '@', '$'])

const slowClass = (char: string): number => {
  if (/^\p{M}/u.test(char)) return letter
  if (/^[\p{L}\p{N}]/u.test(char)) return singleScripts.test(char) ? single : /^\p{N}/u.test(char) ? digit : letter
  return separator
}

const asciiClasses = Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code)
  return /[a-zA-Z]/.test(char) ? letter : /[0-9]/.test(char) ? digit : connectors.has(char) ? connector : separator
})
const asciiFolded = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase())

const marks = /^\p{M}+/u

type Visit = (char: string, kind: number, start: number, end: number) => void

/** Walks the folded characters with the offsets they came from. A base and its marks fold together. */
const scan = (text: string, visit: Visit): void => {
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const narrow = code >= 0xff01 && code <= 0xff5e ? code - 0xfee0 : code
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0
    const isAlone =
      next < 0x300 ||
      (next >= 0x2010 && next <= 0x2027) ||
      (next >= 0x4e00 && next <= 0x9fff) ||
      (next >= 0xff01 && next <= 0xff5e)
    if (isAlone && narrow < 128) {
      visit(asciiFolded[narrow] ?? '', asciiClasses[narrow] ?? separator, at, at + 1)
      at += 1
    } else if (isAlone && code >= 0x4e00 && code <= 0x9fff) {
      visit(text.charAt(at), single, at, at + 1)
      at += 1
    } else {
      at = scanCluster(text, at, visit)
    }
  }
}

const scanCluster = (text: string, start: number, visit: Visit): number => {
  const base = String.fromCodePoint(text.codePointAt(start) ?? 0)
  let end = start + base.length
  if (end < text.length) end += marks.exec(text.slice(end, end + 32))?.[0].length ?? 0
  const folded = text.slice(start, end).normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ')
  for (const char of folded) {
    const code = char.charCodeAt(0)
    visit(char, (code < 128 ? asciiClasses[code] : undefined) ?? slowClass(char), start, end)
  }
  return end
}

type Run = { chars: string[]; kinds: number[]; starts: number[]; ends: number[] }

/** Cuts a run of letters, digits and connectors into parts, and into codes where parts hold together. */
const cutRun = (run: Run, tokens: Token[]): void => {
  const { chars, kinds, starts, ends } = run
  let from = 0
  while (from < chars.length) {
    if (kinds[from] === connector) {
      from += 1
      continue
    }
    let to = from + 1
    while (to < chars.length && (kinds[to] !== connector || (to + 1 < chars.length && kinds[to + 1] !== connector)))
      to += 1
    const hasSign =
      kinds[from] === digit && from > 0 && chars[from - 1] === '-' && (from === 1 || kinds[from - 2] === connector)
    let count = 0
    let partFrom = from
    for (let at = from; at <= to; at += 1) {
      if (at < to && kinds[at] === kinds[partFrom] && kinds[at] !== connector) continue
      if (at > partFrom && kinds[partFrom] !== connector) {
        count += 1
        tokens.push({
          kind: 'part',
          text: chars.slice(partFrom, at).join('').slice(0, partLimit),
          start: starts[partFrom] ?? 0,
          end: ends[at - 1] ?? 0,
        })
      }
      partFrom = at
    }
    const codeFrom = hasSign ? from - 1 : from
    if ((count > 1 || hasSign) && to - codeFrom <= codeLimit) {
      tokens.push({
        kind: 'code',
        text: chars.slice(codeFrom, to).join(''),
        start: starts[codeFrom] ?? 0,
        end: ends[to - 1] ?? 0,
      })
    }
    from = to
  }
}

/** All tokens of a text in order; a code comes right after its parts. Never throws, whatever the text. */
export const tokenise = (text: string): Token[] => {
  const tokens: Token[] = []
  let run: Run = { chars: [], kinds: [], starts: [], ends: [] }
  const flush = (): void => {
    if (run.chars.length === 0) return
    cutRun(run, tokens)
    run = { chars: [], kinds: [], starts: [], ends: [] }
  }
  scan(text, (char, kind, start, end) => {
    if (kind === letter || kind === digit || kind === connector) {
      run.chars.push(char)
      run.kinds.push(kind)
      run.starts.push(start)
      run.ends.push(end)
      return
    }
    flush()
    if (kind === single) tokens.push({ kind: 'char', text: char, start, end })
  })
  flush()
  return tokens
}

/** The text as search compares it: NFKC, lower case, one form of sigma. Lengths may differ from the original. */
export const fold = (text: string): string =>
  text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ')
