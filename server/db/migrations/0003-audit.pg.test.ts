import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test.each(['audit', 'event'])('%s rejects updates and deletes', async (table) => {
  await migratedTo('audit', async ({ run }) => {
    await expect(run(`delete from ${table}`)).rejects.toThrow(`${table} only grows`)
    await expect(run(`update ${table} set at = 1`)).rejects.toThrow(`${table} only grows`)
    await expect(run(`truncate ${table}`)).rejects.toThrow(`${table} only grows`)
  })
})
