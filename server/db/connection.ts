import { Kysely, PostgresDialect } from 'kysely'
import { Pool, types, type PoolConfig } from 'pg'
import type { Database } from './database'

const int8Oid = 20

/** Instants and sequence numbers stay below 2^53, so bigint is read as a number. */
const numericTypes: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === int8Oid && format !== 'binary' ? Number : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
}

/** @returns a pool whose broken connections are replaced silently; a query on one of them still fails. */
export const createPool = (url: string, max = 12): Pool => {
  const pool = new Pool({ connectionString: url, max, types: numericTypes, connectionTimeoutMillis: 5000, statement_timeout: 60_000 })
  pool.on('error', () => {})
  return pool
}

export const createDatabase = (pool: Pool): Kysely<Database> => new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
