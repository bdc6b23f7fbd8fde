import type { Noun } from '#shared/domain/document'
import { isKnownNoun, type DocumentRef } from './replica/documents'

/** One screen frame: pages cannot show more often, and sixteen events in one message cost a fifteenth each. */
const frameMs = 16

export type Teller = {
  changed: (refs: readonly DocumentRef[]) => void
  /** The status may be another. */
  touch: () => void
  stop: () => void
}

/** Gathers what changed and says it at most once a frame; the first after a quiet frame goes at once. */
export const createTeller = (say: (changed: { noun: Noun; id: string }[]) => void): Teller => {
  const waiting = new Map<string, { noun: Noun; id: string }>()
  let timer: NodeJS.Timeout | null = null
  let last = Number.NEGATIVE_INFINITY
  const flush = (): void => {
    timer = null
    last = performance.now()
    const changed = [...waiting.values()]
    waiting.clear()
    say(changed)
  }
  const schedule = (): void => {
    if (timer !== null) return
    const wait = last + frameMs - performance.now()
    if (wait <= 0) flush()
    else timer = setTimeout(flush, wait)
  }
  return {
    changed: (refs) => {
      for (const { noun, id } of refs) if (isKnownNoun(noun)) waiting.set(`${noun} ${id}`, { noun, id })
      if (refs.length > 0) schedule()
    },
    touch: schedule,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
