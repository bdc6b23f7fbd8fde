import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { plansOf } from '../../testing/plans-of'
import { migratedTo } from '../../testing/migrated'

test('calls answered recently are found by index since this migration', async () => {
  for (const [name, wanted] of [
    ['open-tickets', []],
    ['answered-calls', ['document_answered_call']],
  ] as const) {
    await migratedTo(name, async ({ run, url }) => {
      await run(`insert into document (noun, id, version, body, size, audiences)
        select 'call', gen_random_uuid(), 1, jsonb_build_object('phase', 'ended', 'answeredAt', case when n % 2 = 0 then n end), 1, '{vendor}'
        from generate_series(1, 5000) n`)
      await run('analyze document')
      const [plan] = await plansOf(url, (db) =>
        db
          .selectFrom('document')
          .select('id')
          .where('noun', '=', 'call')
          .where(sql<boolean>`body->>'answeredAt' is not null and (body->>'answeredAt')::bigint > 4950`)
          .execute(),
      )
      expect(plan?.indexes, name).toEqual(wanted)
    })
  }
})
