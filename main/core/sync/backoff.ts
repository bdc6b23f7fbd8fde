/** Upper bound of the first wait after a cut; doubled for each further one. */
const firstMs = 250
/** With longer waits a console would look broken. */
const maxWaitMs = 15_000

/**
 * Exponential back-off with full jitter, so that a thousand consoles do not come back at once.
 * @param attempt from 0
 */
export const backoffMs = (attempt: number, random: () => number = Math.random): number =>
  Math.round(random() * Math.min(maxWaitMs, firstMs * 2 ** Math.min(attempt, 20)))
