import { typedLines } from '../text/typed-list'
import { isLocalNumber, normalisePhoneNumber, type NumberingPlan, shortestOutside } from './phone-number'

/** Words that may touch the digits; any other letter there is a slip of a key, such as O for 0. */
const wordsAtDigits = /@.*$|ext(?:ension|n)?|tel|sips?|x/gi
const isMistyped = (entry: string): boolean => /[a-z]\d|\d[a-z]/i.test(entry.replace(wordsAtDigits, ' '))

/** Fewer digits name no telephone. */
const shortest = 3

const read = (entry: string, plan: NumberingPlan): string | null => {
  if (isMistyped(entry)) return null
  const number = normalisePhoneNumber(entry, plan)
  if (number === null || number.length < shortest) return null
  return number.startsWith('+') || number.length < shortestOutside || isLocalNumber(number) ? number : null
}

type Entry = { written: string; number: string | null }

/**
 * `13800138000 13900139000` and `801 802` are two, `138 0013 8000` is one: spaces part numbers, unless the parts make
 * a whole one together and none by themselves.
 */
const entriesOf = (line: string, plan: NumberingPlan): Entry[] => {
  const whole = { written: line, number: read(line, plan) }
  const parts = line.split(/\s+/).map((written) => ({ written, number: read(written, plan) }))
  const isEachLong = parts.every(({ written }) => written.replace(/\D/g, '').length >= shortestOutside)
  const isOne = !isEachLong && read(line, { ...plan, areaCode: null })?.startsWith('+') === true
  if (!isOne && parts.every(({ number }) => number !== null)) return parts
  return [isEachLong ? (parts.find(({ number }) => number === null) ?? whole) : whole]
}

/**
 * Reads a list of numbers as people type it, each in any spelling.
 * @returns the numbers in one form, or the first entry that is no number of any telephone, as it was written.
 */
export const readPhoneList = (
  text: string,
  plan: NumberingPlan = {},
): { ok: true; numbers: string[] } | { ok: false; entry: string } => {
  const entries = typedLines(text).flatMap((line) => entriesOf(line, plan))
  const wrong = entries.find(({ number }) => number === null)
  if (wrong !== undefined) return { ok: false, entry: wrong.written }
  return { ok: true, numbers: [...new Set(entries.flatMap(({ number }) => number ?? []))] }
}
