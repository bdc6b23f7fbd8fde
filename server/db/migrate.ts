import { sql, type Kysely } from 'kysely'
import { FailureError } from '../failure-error'
import type { Database } from './database'
import { migrations } from './migrations/registry'

/** Any number that no other advisory lock of this program uses. */
const migrationLock = 46461

/**
 * Brings the database to this version, one server at a time, all or nothing.
 * @param upTo name of the last migration to run, for tests; all by default.
 * @throws FailureError databaseNewer where the database knows migrations that this program does not.
 */
export const migrate = async (db: Kysely<Database>, upTo?: string): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx)
    await sql`create table if not exists migration (name text primary key, at bigint not null)`.execute(trx)
    const done = new Set((await trx.selectFrom('migration').select('name').execute()).map((row) => row.name))
    const known = new Set(migrations.map((migration) => migration.name))
    if ([...done].some((name) => !known.has(name))) throw new FailureError('databaseNewer')
    for (const migration of migrations) {
      if (!done.has(migration.name)) {
        await migration.up(trx as unknown as Kysely<unknown>)
        await trx.insertInto('migration').values({ name: migration.name, at: Date.now() }).execute()
      }
      if (migration.name === upTo) break
    }
  })
}
