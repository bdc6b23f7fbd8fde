import { randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { fail, ok, type Result } from '#shared/result'
import { whereWrong } from '#shared/where-wrong'
import { FailureError } from '../failure-error'

/** @returns the failure to answer for a thrown error; only unexpected errors are logged. */
export const failureFrom = (
  error: unknown,
  log: Logger,
): { ok: false; failure: ReturnType<typeof fail>['failure'] } => {
  if (error instanceof FailureError) return { ok: false, failure: error.failure }
  const reference = randomUUID().slice(0, 8)
  log.error({ reference, error: (error as Error).message, stack: (error as Error).stack }, 'message failed')
  return fail('internal', { reference })
}

/**
 * Turns a handler into a Socket.IO listener: it checks the input and always answers with a Result. A message without an
 * acknowledgement callback is dropped, because nobody could be answered.
 */
export const answering =
  <S extends z.ZodType, T>(schema: S, log: Logger, handle: (input: z.infer<S>) => Promise<T>) =>
  (raw: unknown, answer: unknown): void => {
    const reply = (typeof raw === 'function' ? raw : answer) as ((result: Result<T>) => void) | undefined
    if (typeof reply !== 'function') return
    const input = schema.safeParse(raw)
    if (!input.success) {
      reply(fail('badInput', { detail: whereWrong(input.error) }))
      return
    }
    handle(input.data).then(
      (value) => reply(ok(value)),
      (error: unknown) => reply(failureFrom(error, log)),
    )
  }
