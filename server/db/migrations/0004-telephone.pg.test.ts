import { expect, test } from 'vitest'
import { migratedTo } from '../../testing/migrated'

test('a code belongs to one service code, and wrong attempts are counted elsewhere', async () => {
  await migratedTo('telephone', async ({ columnsOf, run }) => {
    expect(await columnsOf('ticket_counter')).toEqual(['day', 'last'])
    expect(await columnsOf('socket_io_attachments')).toEqual(['id', 'created_at', 'payload'])
    await run(
      `insert into service_code_secret (service_code_id, code, password_hash) values ('11111111-1111-4111-8111-111111111111', '0512345678', 'x')`,
    )
    expect(await columnsOf('service_code_secret')).toEqual(['service_code_id', 'code', 'password_hash'])
    await expect(
      run(
        `insert into service_code_secret (service_code_id, code, password_hash) values ('22222222-2222-4222-8222-222222222222', '0512345678', 'x')`,
      ),
    ).rejects.toThrow('service_code_secret_code_key')
  })
})
