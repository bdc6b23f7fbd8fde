import { timers } from './timers'

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
