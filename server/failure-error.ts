import { fail, type Failure } from '#shared/result'

/** A failure with words, thrown inside a room and turned into a Result at its wall. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(code: Failure['code'], params: Record<string, string> = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'FailureError'
    this.failure = fail(code, params).failure
  }
}

/** @returns what a thrown thing says of itself, for the log; anything may be thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
