import { timers } from './timers'

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
