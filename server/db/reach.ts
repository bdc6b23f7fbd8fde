import type { Pool } from 'pg'
import { FailureError } from '../failure-error'

const passwordIn = (url: string): string => {
  try {
    return decodeURIComponent(new URL(url).password)
  } catch {
    return ''
  }
}

const sentenceOf = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  return first instanceof Error && first.message !== '' ? first.message : 'no answer'
}

/**
 * Connects once, so that an address that is wrong is told apart from a database that goes away later.
 * @param makePool throws where the address is none.
 * @throws FailureError databaseNotReached, never with the password.
 */
export const reach = async (url: string, makePool: (url: string) => Pool): Promise<Pool> => {
  let pool: Pool | null = null
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('it does not begin with postgres://')
    pool = makePool(url)
    await pool.query('select 1')
    return pool
  } catch (error) {
    await pool?.end().catch(() => {})
    const password = passwordIn(url)
    const sentence = sentenceOf(error).replace(/[.。]$/, '')
    throw new FailureError(
      'databaseNotReached',
      { detail: password === '' ? sentence : sentence.replaceAll(password, '•••') },
      { cause: error },
    )
  }
}
