import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type Client, type PoolClient, type PoolConfig } from 'pg'
import type { Database } from './database'

const int8Oid = 20

/** Instants and sequence numbers stay below 2^53, so bigint is read as a number. */
const numericTypes: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary'): unknown =>
    oid === int8Oid && format !== 'binary' ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser,
}

/** @returns a pool whose broken connections are replaced silently; a query on one of them still fails. */
export const createPool = (url: string, max = 12): Pool => {
  const pool = new Pool({
    connectionString: url,
    max,
    types: numericTypes,
    connectionTimeoutMillis: 5000,
    statement_timeout: 60_000,
  })
  pool.on('error', () => {})
  // A connection that breaks while it is in use says so by an event of its own as well; unheard, it would end the
  // process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  return pool
}

/**
 * The pool of the Socket.IO adapter, which keeps one connection for listening and does not give it back reliably.
 * @returns the pool and a close that ends its connections one by one.
 */
export const createSignalPool = (url: string): { pool: Pool; close: () => Promise<void> } => {
  const pool = createPool(url, 3)
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
