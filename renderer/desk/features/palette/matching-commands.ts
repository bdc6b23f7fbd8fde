import { filterWords, holdsWords } from '#shared/text/comparable'
import type { KeyEntry } from '../../navigation/keys'

/** Commands whose label holds every word, in the order they were registered. */
export const matchingCommands = (entries: readonly KeyEntry[], text: string): KeyEntry[] => {
  const words = filterWords(text)
  return entries.filter((entry) => holdsWords(entry.label(), words))
}
