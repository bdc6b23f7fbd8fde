import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('a login belongs to one person', async () => {
  await migratedTo('accounts', async ({ columnsOf, run }) => {
    expect(await columnsOf('session')).toEqual([
      'token_hash',
      'person_id',
      'desk_id',
      'created_at',
      'expires_at',
      'revoked_at',
    ])
    expect(await columnsOf('audit')).toEqual([])
    await run(`insert into account values ('11111111-1111-4111-8111-111111111111', 'li', 'x')`)
    await expect(run(`insert into account values ('22222222-2222-4222-8222-222222222222', 'li', 'x')`)).rejects.toThrow(
      'account_login_key',
    )
  })
})
