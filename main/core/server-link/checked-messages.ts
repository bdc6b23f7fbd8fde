import { z } from 'zod'
import { failureSchema, type Failure } from '#shared/result'

/** The shape of an answer over a socket. @param value the shape of what was asked for */
export const resultOf = <S extends z.ZodType>(value: S) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ])

/** @returns why the server refused a connection; null where it was not the server */
export const refusalOf = (error: Error): Failure | null => {
  const parsed = failureSchema.safeParse((error as { data?: unknown }).data)
  return parsed.success ? parsed.data : null
}

/** Drops messages of the wrong shape: what they would have brought comes again by asking. */
export const checked =
  <S extends z.ZodType>(schema: S, hear: (value: z.output<S>) => void) =>
  (raw: unknown): void => {
    const parsed = schema.safeParse(raw)
    if (parsed.success) hear(parsed.data)
  }
