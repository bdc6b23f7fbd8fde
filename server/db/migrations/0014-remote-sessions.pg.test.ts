import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('remote sessions are indexed by their ticket since this migration', async () => {
  for (const [name, wanted] of [
    ['actors', []],
    ['remote-sessions', ['document_remote_session_code', 'document_remote_session_ticket']],
  ] as const)
    await migratedTo(name, async ({ valuesOf }) => {
      const indexes = await valuesOf(
        `select indexname from pg_indexes where indexname like '%remote_session%' order by 1`,
      )
      expect(indexes).toEqual(wanted.map((indexname) => ({ indexname })))
    })
})
