import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('a desk is identified by its id, and is neither revoked nor erased at first', async () => {
  await migratedTo('desks', async ({ columnsOf, run, valuesOf }) => {
    expect(await columnsOf('desk')).toEqual([
      'id',
      'person_id',
      'wire_version',
      'first_seen_at',
      'last_seen_at',
      'revoked_at',
      'revoked_by',
      'refused_at',
      'erased_at',
    ])
    await run(
      `insert into desk (id, person_id, wire_version, first_seen_at, last_seen_at) values ('11111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 2, 1, 1)`,
    )
    expect(await valuesOf('select revoked_at, refused_at, erased_at from desk')).toEqual([
      { revoked_at: null, refused_at: null, erased_at: null },
    ])
  })
})
