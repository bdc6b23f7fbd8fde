import { fold } from './tokens'

/** Marks that an input method, a form and a spreadsheet write differently in one and the same name. */
const marks: readonly [RegExp, string][] = [
  [/[[{【〔〖〘〚「『《〈]/g, '('],
  [/[\]}】〕〗〙〛」』》〉]/g, ')'],
  [/[·•‧∙⋅・・。]/g, '.'],
  [/[\p{Pd}\u2212]/gu, '-'],
  [/[“”„‟″]/g, '"'],
  [/[‘’‚‛′`]/g, "'"],
  [/、/g, ','],
  [/\p{Cf}/gu, ''],
  [/\s+/g, ' '],
]

/**
 * A text as lists, searches and filters compare it, whatever the input method made of it: half-width, lower case, one
 * kind of bracket, dot, dash and quote, single spaces. Both sides go through it.
 */
export const comparable = (text: string): string =>
  marks.reduce((folded, [written, meant]) => folded.replace(written, meant), fold(text)).trim()

/** More words than anyone types. */
const maxWords = 10

/** The words of a filter, folded; spaces, lines and the marks of a list stand between them. */
export const filterWords = (text: string): string[] =>
  comparable(text)
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .slice(0, maxWords)

/** Whether every word stands somewhere in the text. @param words of `filterWords` */
export const holdsWords = (text: string, words: readonly string[]): boolean => {
  const folded = comparable(text)
  return words.every((word) => folded.includes(word))
}
