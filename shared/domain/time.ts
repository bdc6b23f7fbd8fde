import { z } from 'zod'

/** An instant: milliseconds since 1970-01-01 UTC. */
export const instantSchema = z.number().int().nonnegative()
export type Instant = number

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
