import { z } from 'zod'
import { errorTable, type ErrorCode } from './errors'

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code)

/**
 * A refusal or failure in words the surface can show: a code of the error table and what fills its sentence.
 * A code of a newer server that this version has no words for is shown as unexpected, with the code as its reference.
 */
export const failureSchema = z
  .object({ code: z.string().max(80), params: z.record(z.string(), z.string()).default({}) })
  .transform(({ code, params }): Failure =>
    isErrorCode(code) ? { code, params } : { code: 'internal', params: { reference: code } },
  )
export type Failure = { code: ErrorCode; params: Record<string, string> }

/** What crosses a wall: a value or a failure, never a throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })

/** @param params fills `{name}` in the sentence of the error table; must carry no personal data. */
export const fail = (code: Failure['code'], params: Record<string, string> = {}): { ok: false; failure: Failure } => ({
  ok: false,
  failure: { code, params },
})
