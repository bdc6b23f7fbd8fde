import { useSyncExternalStore } from 'react'

type Clock = { now: () => number; subscribe: (tick: () => void) => () => void }

/** One timer for everyone who shows a time; it stops when nobody does. */
const createClock = (everyMs: number): Clock => {
  const hearers = new Set<() => void>()
  let now = Date.now()
  let timer: ReturnType<typeof setInterval> | null = null
  return {
    now: () => now,
    subscribe: (tick) => {
      hearers.add(tick)
      now = Date.now()
      timer ??= setInterval(() => {
        now = Date.now()
        for (const hear of hearers) hear()
      }, everyMs)
      return () => {
        hearers.delete(tick)
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

/** The time now, renewed each second (`second`) or twice a minute (`minute`). */
export const useNow = (precision: 'second' | 'minute' = 'minute'): number => {
  const clock = precision === 'second' ? seconds : halfMinutes
  return useSyncExternalStore(clock.subscribe, clock.now, clock.now)
}
