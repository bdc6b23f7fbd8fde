import { dayMs, type Instant } from './time'

/** Nobody is offline for longer than the lease and the time until erasure together. */
const oldestMs = 60 * dayMs

/**
 * When an act happened, as time limits count it: what the console says by its corrected clock, never later than now and
 * never absurdly early. It decides no order: that is the server's.
 * @param reported by the console's corrected clock; undefined from an older console, whose acts count as done now
 */
export const actedAtOf = (reported: Instant | undefined, now: Instant): Instant =>
  Math.max(now - oldestMs, Math.min(reported ?? now, now))
