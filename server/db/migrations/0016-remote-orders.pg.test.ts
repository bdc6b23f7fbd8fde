import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('orders under way from afar are indexed since this migration', async () => {
  for (const [name, wanted] of [
    ['work-orders', []],
    ['remote-orders', ['document_order_from_afar']],
  ] as const)
    await migratedTo(name, async ({ valuesOf }) => {
      const indexes = await valuesOf(`select indexname from pg_indexes where indexname = 'document_order_from_afar'`)
      expect(indexes).toEqual(wanted.map((indexname) => ({ indexname })))
    })
})
