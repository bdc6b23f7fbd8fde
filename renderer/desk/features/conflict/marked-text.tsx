import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './conflict.module.css'

/** A piece of a text, and whether the other text lacks it there. */
export type Piece = { text: string; isChanged: boolean }

/** A word of letters or figures, or any other single character: a Han character is a word. */
const words = (text: string): string[] => text.match(/[\p{Script=Latin}\p{N}]+|./gsu) ?? []

/** Above this the comparison would be noticeably slow; the whole middle is marked then. */
const maxComparisons = 1_000_000

/** @returns for each word of `mine` whether it is kept in the longest common row of words */
const keptIn = (mine: readonly string[], theirs: readonly string[]): boolean[] => {
  if (mine.length * theirs.length > maxComparisons) return mine.map(() => false)
  const width = theirs.length + 1
  const longest = new Uint32Array((mine.length + 1) * width)
  const at = (row: number, column: number): number => longest[row * width + column] ?? 0
  for (let row = mine.length - 1; row >= 0; row -= 1) {
    for (let column = theirs.length - 1; column >= 0; column -= 1) {
      longest[row * width + column] =
        mine[row] === theirs[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const kept = mine.map(() => false)
  for (let row = 0, column = 0; row < mine.length && column < theirs.length;) {
    if (mine[row] === theirs[column]) {
      kept[row] = true
      row += 1
      column += 1
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1
    else column += 1
  }
  return kept
}

/** Cuts `text` into what `other` has too and what it has not, by words. The pieces together are the text. */
export const differences = (text: string, other: string): Piece[] => {
  const [mine, theirs] = [words(text), words(other)]
  const shorter = Math.min(mine.length, theirs.length)
  let start = 0
  while (start < shorter && mine[start] === theirs[start]) start += 1
  let end = 0
  while (end < shorter - start && mine[mine.length - 1 - end] === theirs[theirs.length - 1 - end]) end += 1
  const kept = keptIn(mine.slice(start, mine.length - end), theirs.slice(start, theirs.length - end))
  const pieces: Piece[] = []
  for (const [index, word] of mine.entries()) {
    const isChanged = index >= start && index < mine.length - end && kept[index - start] !== true
    const last = pieces.at(-1)
    if (last?.isChanged === isChanged) last.text += word
    else pieces.push({ text: word, isChanged })
  }
  return pieces
}

/** A text with what is different from the other one marked. */
export const MarkedText = ({ text, other }: { text: string; other: string }) => {
  const { t } = useTranslation('sync')
  const pieces = useMemo(() => differences(text, other), [text, other])
  if (text === '') return <span className={styles.empty}>{t('conflict.empty')}</span>
  return (
    <span className={styles.text}>
      {pieces.map((piece, at) => (piece.isChanged ? <mark key={at}>{piece.text}</mark> : piece.text))}
    </span>
  )
}
