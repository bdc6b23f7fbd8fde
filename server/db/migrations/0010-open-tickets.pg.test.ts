import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plansOf } from '../../testing/plans-of'
import { migratedTo } from '../../testing/migrated'

test('open tickets are found by index since this migration', async () => {
  for (const [name, wanted] of [
    ['feed-marks', []],
    ['open-tickets', ['document_open_ticket']],
  ] as const) {
    await migratedTo(name, async ({ run, url }) => {
      await run(`insert into document (noun, id, version, body, size, audiences)
        select 'ticket', gen_random_uuid(), 1, jsonb_build_object('status', case when n % 200 = 0 then 'new' else 'closed' end), 1, '{vendor}'
        from generate_series(1, 5000) n`)
      await run('analyze document')
      const [plan] = await plansOf(url, (db) =>
        db
          .selectFrom('document')
          .select('body')
          .where('noun', '=', 'ticket')
          .where(sql<boolean>`body->>'status' in ('new', 'inProgress')`)
          .execute(),
      )
      expect(plan?.indexes, name).toEqual(wanted)
    })
  }
})
