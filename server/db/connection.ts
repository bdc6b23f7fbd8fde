import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type Client, type PoolClient, type PoolConfig } from 'pg'
import { FailureError } from '../failure-error'
import type { Database } from './database'

const int8Oid = 20

/** Instants and sequence numbers stay below 2^53, so bigint is read as a number. */
const numericTypes: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === int8Oid && format !== 'binary' ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}

/** @returns a pool that replaces broken connections silently; a query on one of them still fails. */
export const createPool = (url: string, max = 12): Pool => {
  const pool = new Pool({
    connectionString: url,
    max,
    types: numericTypes,
    connectionTimeoutMillis: 5000,
    statement_timeout: 60_000,
  })
  pool.on('error', () => {})
  // A connection that breaks while in use also emits an error event; without a listener it would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  return pool
}

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
 * Opens a pool and connects once, so that a wrong address is distinguished from a database that goes away later.
 * @throws FailureError databaseNotReached, never with the password in it.
 */
export const openPool = async (url: string): Promise<Pool> => {
  let pool: Pool | null = null
  try {
    if (!/^postgres(ql)?:\/\//.test(url)) throw new Error('it does not begin with postgres://')
    pool = createPool(url)
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

/**
 * The pool of the Socket.IO adapter, which keeps one connection for listening and does not release it reliably.
 * @returns the pool, and a function that closes its connections one by one.
 */
export const createSignalPool = (url: string): { pool: Pool; close: () => Promise<void> } => {
  const pool = createPool(url, 5)
  const clients = new Set<PoolClient>()
  pool.on('connect', (client) => {
    clients.add(client)
  })
  pool.on('remove', (client) => {
    clients.delete(client)
  })
  return {
    pool,
    close: async () => {
      void pool.end()
      for (const client of clients) client.removeAllListeners('end')
      await Promise.all([...clients].map((client) => (client as unknown as Client).end().catch(() => {})))
    },
  }
}

export const createDatabase = (pool: Pool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
