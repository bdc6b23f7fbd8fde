import { useSyncExternalStore } from 'react'

type Clock = { now: () => number; subscribe: (tick: () => void) => () => void; correct: () => void }

/** Smaller corrections are invisible on a screen that shows seconds, and each one renders every time again. */
const minCorrectionMs = 1000
let offsetMs = 0
const serverNow = (): number => Date.now() + offsetMs

/** One timer for every component that shows a time; it stops when there is none. */
const createClock = (everyMs: number): Clock => {
  const hearers = new Set<() => void>()
  let now = serverNow()
  let timer: ReturnType<typeof setInterval> | null = null
  const tellAll = (): void => {
    now = serverNow()
    for (const hear of hearers) hear()
  }
  return {
    now: () => now,
    correct: tellAll,
    subscribe: (hear) => {
      hearers.add(hear)
      now = serverNow()
      timer ??= setInterval(tellAll, everyMs)
      return () => {
        hearers.delete(hear)
        if (hearers.size === 0 && timer !== null) {
          clearInterval(timer)
          timer = null
        }
      }
    },
  }
}

const seconds = createClock(1000)
const halfMinutes = createClock(30_000)

/**
 * What the page shows is in the server's time.
 * @param measuredMs the server's clock minus this device's, null before it was ever measured
 */
export const correctClock = (measuredMs: number | null): void => {
  const next = measuredMs ?? 0
  if (Math.abs(next - offsetMs) < minCorrectionMs) return
  offsetMs = next
  seconds.correct()
  halfMinutes.correct()
}

/**
 * The server's time now, as well as this desk knows it, renewed each second (`second`) or twice a minute (`minute`).
 */
export const useNow = (precision: 'second' | 'minute' = 'minute'): number => {
  const clock = precision === 'second' ? seconds : halfMinutes
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now)
}
