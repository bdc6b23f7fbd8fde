import { z } from 'zod'
import { errorCodes } from './errors'

/** A refusal or failure in words the surface can show: a code of the error table and what fills its sentence. */
export const failureSchema = z.object({
  code: z.enum(errorCodes),
  params: z.record(z.string(), z.string()).default({}),
})
export type Failure = z.infer<typeof failureSchema>

/** What crosses a wall: a value or a failure, never a throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** @param params fills `{name}` in the sentence of the error table; must carry no personal data. */
export const fail = (code: Failure['code'], params: Record<string, string> = {}): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, params },
})
