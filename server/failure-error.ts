import { fail, type Failure } from '#shared/result'

/** A failure of the error table: thrown inside the server, answered as a Result to the outside. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(code: Failure['code'], params: Record<string, string> = {}, options?: ErrorOptions) {
    super(code, options)
    this.name = 'FailureError'
    this.failure = fail(code, params).failure
  }
}

/** @returns the message of anything thrown, for the log */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
