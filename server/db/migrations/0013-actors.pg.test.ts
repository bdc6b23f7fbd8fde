import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('older events have no actor but a person or the system', async () => {
  await migratedTo('actors', async ({ valuesOf }) => {
    expect(
      await valuesOf(
        `select data_type, is_nullable from information_schema.columns where table_name = 'event' and column_name = 'actor'`,
      ),
    ).toEqual([{ data_type: 'jsonb', is_nullable: 'YES' }])
  })
})
