import type { Kysely, Transaction } from 'kysely'
import { FailureError } from '../failure-error'
import type { Database } from './database'

/** Deadlock, serialisation failure, or another transaction created the same row first: a retry sees its rows. */
const retryableCodes = new Set(['40P01', '40001', '23505'])
const maxAttempts = 8

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' ? code : ''
}

const isUnreachable = (error: unknown): boolean => {
  const code = codeOf(error)
  if (
    /^(08|57P)/.test(code) ||
    ['53300', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'EAI_AGAIN', 'ENOTFOUND'].includes(code)
  )
    return true
  if (error instanceof AggregateError) return error.errors.some(isUnreachable)
  return (
    error instanceof Error &&
    /connection terminated|connection ended|timeout exceeded when trying to connect|not queryable/i.test(error.message)
  )
}

/** @returns a FailureError of the error table where the database is away or full, else the error itself. */
export const asFailure = (error: unknown): unknown => {
  if (isUnreachable(error)) return new FailureError('databaseUnavailable', {}, { cause: error })
  return codeOf(error) === '53100' ? new FailureError('diskFull', {}, { cause: error }) : error
}

type Isolation = 'read committed' | 'repeatable read'

/**
 * Runs `run` in one transaction, and retries it after a conflict with another one.
 * @throws FailureError databaseUnavailable where PostgreSQL cannot be reached.
 */
export const inTransaction = async <T>(
  db: Kysely<Database>,
  run: (trx: Transaction<Database>) => Promise<T>,
  isolation: Isolation = 'read committed',
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().setIsolationLevel(isolation).execute(run)
    } catch (error) {
      if (attempt === maxAttempts || !retryableCodes.has(codeOf(error))) throw asFailure(error)
    }
  }
}
