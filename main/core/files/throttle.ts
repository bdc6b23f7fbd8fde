/** A progress bar that moves ten times a second looks smooth. */
const intervalMs = 100

export type Throttle<K, V> = {
  put: (key: K, value: V) => void
  /** Emits what waits now. */ flush: () => void
  stop: () => void
}

/** Emits the latest value of each key at most ten times a second; the first after a pause goes out at once. */
export const createThrottle = <K, V>(emit: (key: K, value: V) => void): Throttle<K, V> => {
  const waiting = new Map<K, V>()
  let timer: NodeJS.Timeout | null = null
  const flush = (): void => {
    const latest = [...waiting]
    waiting.clear()
    for (const [key, value] of latest) emit(key, value)
  }
  const tick = (): void => {
    timer = null
    if (waiting.size === 0) return
    flush()
    timer = setTimeout(tick, intervalMs)
  }
  return {
    put: (key, value) => {
      waiting.set(key, value)
      if (timer !== null) return
      flush()
      timer = setTimeout(tick, intervalMs)
    },
    flush,
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      waiting.clear()
    },
  }
}
