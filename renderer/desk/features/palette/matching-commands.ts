import type { KeyEntry } from '../../shell/keys'

/** Commands whose label holds every word, in the order they were registered. */
export const matchingCommands = (entries: readonly KeyEntry[], text: string): KeyEntry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const label = entry.label().toLowerCase()
    return words.every((word) => label.includes(word))
  })
}
