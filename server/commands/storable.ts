/** Matches JSON text with what jsonb refuses: NUL and lone surrogates. */
const suspicious = /\\u0000|\\ud[89a-f]/i

const cleanText = (text: string): string =>
  text.replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

const clean = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [cleanText(key), clean(field)]))
}

/** The library's type hides that JSON.stringify returns undefined for `undefined`. */
const textOf = (value: unknown): string | undefined => JSON.stringify(value)

/** @returns the value without characters that PostgreSQL cannot store; the same value where it has none. */
export const storable = (value: unknown): unknown => (suspicious.test(textOf(value) ?? '') ? clean(value) : value)
