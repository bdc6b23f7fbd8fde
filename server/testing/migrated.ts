import { sql, type Kysely } from 'kysely'
import { createDatabase, createPool } from '../db/connection'
import type { Database } from '../db/database'
import { migrate } from '../db/migrate'
import { startTestPostgres } from './test-postgres'

export type Migrated = {
  db: Kysely<Database>
  url: string
  run: (statement: string) => Promise<void>
  valuesOf: (query: string) => Promise<unknown[]>
  /** In their order; none where there is no such table. */
  columnsOf: (table: string) => Promise<string[]>
}

/** Runs `prove` on a database with the migrations up to and including `name`, and removes it afterwards. */
export const migratedTo = async (
  name: string | undefined,
  prove: (migrated: Migrated) => Promise<void>,
): Promise<void> => {
  const postgres = await startTestPostgres()
  const db = createDatabase(createPool(postgres.url, 4))
  const valuesOf = async (query: string): Promise<unknown[]> => (await sql.raw(query).execute(db)).rows
  try {
    await migrate(db, name)
    await prove({
      db,
      url: postgres.url,
      valuesOf,
      run: async (statement) => {
        await valuesOf(statement)
      },
      columnsOf: async (table) =>
        (
          await valuesOf(
            `select column_name from information_schema.columns where table_name = '${table}' order by ordinal_position`,
          )
        ).map((row) => (row as { column_name: string }).column_name),
    })
  } finally {
    await db.destroy()
    await postgres.stop()
  }
}
