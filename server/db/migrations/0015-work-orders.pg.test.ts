import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('tickets are indexed by their customer, and orders by what is to be looked at, since this migration', async () => {
  for (const [name, wanted] of [
    ['remote-sessions', []],
    ['work-orders', ['document_order_in_sight', 'document_order_to_contact', 'document_ticket_customer']],
  ] as const)
    await migratedTo(name, async ({ valuesOf }) => {
      const indexes = await valuesOf(
        `select indexname from pg_indexes where indexname similar to 'document_(order|ticket_customer)%' order by 1`,
      )
      expect(indexes).toEqual(wanted.map((indexname) => ({ indexname })))
    })
})
