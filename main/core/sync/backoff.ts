/** First wait after a cut at most this long; doubled each time. */
const firstMs = 250
/** A console that waits longer than this looks dead to its person. */
const maxWaitMs = 15_000

/**
 * Exponential back-off with full jitter, so that a thousand consoles do not come back at once.
 * @param attempt from 0
 */
export const backoffMs = (attempt: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(maxWaitMs, firstMs * 2 ** Math.min(attempt, 20)))
