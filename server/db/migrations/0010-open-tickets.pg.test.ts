import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('open tickets are reached by index', async () => {
  await migratedTo('open-tickets', async ({ valuesOf }) => {
    expect(
      await valuesOf(
        `select indexname from pg_indexes where tablename = 'document' and indexname = 'document_open_ticket'`,
      ),
    ).toEqual([{ indexname: 'document_open_ticket' }])
  })
})
