/** A number as it stands in a text: its digits in the groups in which they were written. */
export type WrittenNumber = {
  /** It begins with a plus. */
  hasPlus: boolean
  groups: string[]
}

/** Longer text around a number is noise. */
const longest = 256
/** Fewer digits are a number inside an exchange or of a service, never a subscriber's. */
export const shortestOutside = 7

/** Digits and what people put between them; brackets and a plus may stand before. */
const runs = /[+([\s]*\d[\d\s\p{Pd}\u2212./()[\]_~·•]*/gu

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** `"Li" <sip:13800138000@pbx;user=phone>` → 13800138000, as bridges that pass SIP headers through write it. */
const bareAddress = (text: string): string => {
  const inner = /<([^<>]+)>/.exec(text)?.[1] ?? text
  const withoutScheme = inner.trim().replace(/^(?:sips?|tel|callto|h323):(?:\/\/)?/i, '')
  return (withoutScheme.split('@')[0] ?? '').replace(/^%2b/i, '+').trim()
}

/** `"Line 2" 13800138000`, `Wang2 13800138000`: a name may carry a digit of its own. */
const withoutName = (text: string): string => {
  const bare = text.replace(/"[^"]*"/g, ' ').replace(/^\s*\p{L}+\d{1,2}\s+(?=\+|0|1[3-9]\d{9})/u, '')
  return digitsOf(bare).length >= shortestOutside ? bare : text
}

/** The digit of a login such as lin2 is no extension; the one after "ext" is. */
const isPartOfWord = (text: string, start: number, end: number): boolean =>
  /[a-z_]$/i.test(text.slice(0, start).replace(/(?<![a-z])(?:extension|extn?|tel|x)$/i, '')) ||
  /^[a-z_]/i.test(text.slice(end).replace(/^(?:extension|extn?|x)(?![a-z])/i, ''))

/**
 * Finds the number in what an exchange sent or a person wrote: the first run of digits that is long enough for an
 * outside number, else the first that stands alone. What follows a letter, `#`, `*`, `,` or `;` is an extension and
 * left out.
 * @returns the ways to read it, the likelier first: a `(0)` inside is mostly not dialled. Empty where there is none.
 */
export const writtenNumbers = (raw: string): WrittenNumber[] => {
  const text = withoutName(
    bareAddress(
      raw
        .slice(0, longest)
        .normalize('NFKC')
        .replace(/\p{Cf}/gu, ''),
    ),
  )
  const found = [...text.matchAll(runs)].map((match) => ({ run: match[0], start: match.index }))
  const chosen =
    found.find(({ run }) => digitsOf(run).length >= shortestOutside) ??
    found.find(({ run, start }) => {
      const end = start + run.trimEnd().length
      return !isPartOfWord(text, start + (run.length - run.trimStart().length), end)
    })
  if (chosen === undefined || /^0*$/.test(digitsOf(chosen.run))) return []
  const hasPlus = /^[^\d]*\+/.test(chosen.run)
  const inGroups = (run: string): WrittenNumber => ({ hasPlus, groups: run.match(/\d+/g) ?? [] })
  const withoutZero = chosen.run.replace(/(?<=\d.*)[([]\s*0\s*[)\]]/, ' ')
  return withoutZero === chosen.run ? [inGroups(chosen.run)] : [inGroups(withoutZero), inGroups(chosen.run)]
}
