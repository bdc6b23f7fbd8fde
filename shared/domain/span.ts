/** Spans of time in milliseconds; apart from the schemas, because a small page needs them and no zod. */
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
