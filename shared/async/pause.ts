/** What every environment has as a global: Node, Electron and pages, whose own types `shared` does not know. */
type Timers = {
  setTimeout: (run: () => void, ms: number) => unknown
  clearTimeout: (timer: unknown) => void
}

/** Looked up at each use, so that a test can replace them. */
const timers = globalThis as unknown as Timers

/** Of an `AbortSignal`, what waiting needs. */
export type StopSignal = {
  readonly aborted: boolean
  addEventListener: (name: 'abort', hear: () => void, options?: { once: boolean }) => void
  removeEventListener: (name: 'abort', hear: () => void) => void
}

/** Waits, or returns at once when the caller is stopped. @returns false when stopped. */
export const pause = (ms: number, signal?: StopSignal): Promise<boolean> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve(false)
    const stop = (): void => {
      timers.clearTimeout(timer)
      resolve(false)
    }
    const timer = timers.setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })

/** @returns what `work` gives, or null where that takes longer than `ms`; the work itself goes on. */
export const within = async <T>(ms: number, work: Promise<T>): Promise<T | null> => {
  let timer: unknown
  const late = new Promise<null>((resolve) => {
    timer = timers.setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    timers.clearTimeout(timer)
  }
}
