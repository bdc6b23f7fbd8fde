import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('older events have no corrected time', async () => {
  await migratedTo('acted-at', async ({ valuesOf }) => {
    expect(
      await valuesOf(
        `select data_type, is_nullable from information_schema.columns where table_name = 'event' and column_name = 'acted_at'`,
      ),
    ).toEqual([{ data_type: 'bigint', is_nullable: 'YES' }])
  })
})
