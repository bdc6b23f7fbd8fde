import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDatabase, createPool } from './connection'
import { migratedTo } from '../testing/migrated'
import { startTestPostgres } from '../testing/test-postgres'
import { migrate } from './migrate'
import { migrations } from './migrations/registry'

test('servers that start at the same time migrate once', async () => {
  const postgres = await startTestPostgres()
  const nodes = Array.from({ length: 4 }, () => createDatabase(createPool(postgres.url, 2)))
  try {
    await Promise.all(nodes.map((db) => migrate(db)))
    const rows = await nodes[0]?.selectFrom('migration').select('name').execute()
    expect(rows?.map((row) => row.name).sort()).toEqual(migrations.map((migration) => migration.name).sort())
  } finally {
    await Promise.all(nodes.map((db) => db.destroy()))
    await postgres.stop()
  }
})

test('a database newer than this program is refused and left alone', async () => {
  await migratedTo(undefined, async ({ db, run, valuesOf }) => {
    await run(`insert into migration values ('tomorrow', 1)`)
    await expect(migrate(db)).rejects.toMatchObject({ failure: { code: 'databaseNewer' } })
    expect(await valuesOf(`select count(*)::int as n from migration`)).toEqual([{ n: migrations.length + 1 }])
  })
})

test('every migration file is registered in its order and has its test', () => {
  const files = readdirSync(join(import.meta.dirname, 'migrations'))
  const names = files
    .filter((file) => /^\d{4}-[a-z-]+\.ts$/.test(file))
    .sort()
    .map((file) => file.slice(5, -3))
  expect(migrations.map((migration) => migration.name)).toEqual(names)
  for (const file of files.filter((one) => /^\d{4}-[a-z-]+\.ts$/.test(one)))
    expect(files).toContain(file.replace('.ts', '.pg.test.ts'))
})
