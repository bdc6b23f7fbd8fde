/** A text cut in three: what both have at the beginning, what is different, what both have at the end. */
export type ChangedSpan = { before: string; changed: string; after: string }

/** A word of letters is not cut in its middle; a Han character is a word. */
const isInWord = (text: string, at: number): boolean => /^[\p{Script=Latin}\p{N}]{2}$/u.test(text.slice(at - 1, at + 1))

/** Marks where `text` differs from `other` by their common beginning and end. Never cuts a character of two units. */
export const changedSpan = (text: string, other: string): ChangedSpan => {
  const most = Math.min(text.length, other.length)
  let start = 0
  while (start < most && text[start] === other[start]) start += 1
  let end = 0
  while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end += 1
  while (start > 0 && (isInWord(text, start) || isInWord(other, start) || /[\uD800-\uDBFF]/.test(text[start - 1] ?? ''))) start -= 1
  while (end > 0 && (isInWord(text, text.length - end) || isInWord(other, other.length - end) || /[\uDC00-\uDFFF]/.test(text[text.length - end] ?? ''))) end -= 1
  return { before: text.slice(0, start), changed: text.slice(start, text.length - end), after: text.slice(text.length - end) }
}
