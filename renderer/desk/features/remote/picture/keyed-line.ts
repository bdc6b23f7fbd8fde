import { movedPlace, type Place } from './zoom'

/** A drawing may have so many points; what is longer goes in several. */
export const maxPoints = 500

type Press = { key: string; shiftKey: boolean }
type Drawn = {
  /** The line as it is now; null where none has begun. */
  line: readonly Place[] | null
  /** What is finished and goes to the customer. */
  finished: readonly Place[] | null
}

/**
 * Drawing with keys: Enter or Space begins a line at the aim and ends it, arrows draw on, Esc drops it.
 * @param aim where the pointer of the keys is
 * @returns null where the key is none of these now
 */
export const drawnByKey = (line: readonly Place[] | null, aim: Place, { key, shiftKey }: Press): Drawn | null => {
  if (key === 'Enter' || key === ' ')
    return line === null ? { line: [aim], finished: null } : { line: null, finished: line }
  if (line === null) return null
  if (key === 'Escape') return { line: null, finished: null }
  const next = movedPlace(aim, key, shiftKey)
  if (next === null) return null
  const longer = [...line, next]
  return longer.length < maxPoints ? { line: longer, finished: null } : { line: [next], finished: longer }
}
