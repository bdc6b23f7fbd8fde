import { z } from 'zod'

/** An instant: milliseconds since 1970-01-01 UTC. */
export const instantSchema = z.number().int().nonnegative()
export type Instant = number

export { dayMs, hourMs, minuteMs } from './span'

/** @returns whether something valid from its first instant until before its last is valid at `now` */
export const isInForce = (span: { validFrom: Instant; validUntil: Instant }, now: Instant): boolean =>
  span.validFrom <= now && now < span.validUntil
