import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../testing/test-server'
import { chainHash, verifyAudit } from './chain'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      server.services.writeAudit({
        personId: null,
        action: `test.${index}`,
        entity: null,
        outcome: 'accepted',
        detail: { z: 1, a: { y: [1, null], b: '字' } },
      }),
    ),
  )
})
afterAll(() => server.close())

const asOwner = async (statement: string): Promise<void> => {
  await sql.raw(`alter table audit disable trigger audit_only_grows`).execute(server.services.db)
  await sql.raw(statement).execute(server.services.db)
}

test('audit lines of concurrent writers form one chain', async () => {
  expect(await verifyAudit(server.services.db)).toEqual({
    checked: 12,
    brokenAt: null,
    lastHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
})

test('the table rejects updates and deletes', async () => {
  await expect(sql`update audit set action = 'x' where seq = 3`.execute(server.services.db)).rejects.toThrow(
    'audit only grows',
  )
  await expect(sql`delete from event`.execute(server.services.db)).rejects.toThrow('event only grows')
})

test('a changed action is detected', async () => {
  await asOwner(`update audit set action = action || '0' where seq = 5`)
  expect((await verifyAudit(server.services.db)).brokenAt).toBe(5)
  await asOwner(`update audit set action = left(action, -1) where seq = 5`)
  expect((await verifyAudit(server.services.db)).brokenAt).toBeNull()
})

test('a flipped byte, a reordered line and a missing line are detected', async () => {
  await asOwner(`update audit set detail = jsonb_set(detail, '{a,b}', '"宇"') where seq = 4`)
  expect((await verifyAudit(server.services.db)).brokenAt).toBe(4)
  await asOwner(`update audit set detail = jsonb_set(detail, '{a,b}', '"字"') where seq = 4`)
  await asOwner(
    `update audit set seq = case seq when 7 then 108 else 107 end where seq in (7, 8); update audit set seq = seq - 100 where seq > 100`,
  )
  expect((await verifyAudit(server.services.db)).brokenAt).toBe(7)
  await asOwner(`delete from audit where seq in (7, 8)`)
  expect((await verifyAudit(server.services.db)).brokenAt).toBe(7)
})

test('every field is part of the hash', () => {
  const entry = { at: 1, personId: 'p', action: 'a', entity: 'e', outcome: 'o', detail: { d: 1 } }
  const hashes = [
    chainHash('0', 1, entry),
    chainHash('1', 1, entry),
    chainHash('0', 2, entry),
    chainHash('0', 1, { ...entry, at: 2 }),
    chainHash('0', 1, { ...entry, personId: null }),
    chainHash('0', 1, { ...entry, action: 'b' }),
    chainHash('0', 1, { ...entry, entity: null }),
    chainHash('0', 1, { ...entry, outcome: 'x' }),
    chainHash('0', 1, { ...entry, detail: {} }),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})
