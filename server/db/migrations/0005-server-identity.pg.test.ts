import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('a database has one server id, assigned once', async () => {
  await migratedTo('server-identity', async ({ valuesOf, run }) => {
    expect(await valuesOf('select id from server_identity')).toEqual([{ id: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
    await expect(run('insert into server_identity (id) values (gen_random_uuid())')).rejects.toThrow(
      'server_identity_pkey',
    )
  })
})
