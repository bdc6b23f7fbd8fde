import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer } from '../start'
import { buildServerEntry } from '../../testing/build-entry'
import { spawnEntry } from '../../testing/child-server'

let entry: Awaited<ReturnType<typeof buildServerEntry>>
const folder = mkdtempSync(join(tmpdir(), 'hotline-verify-'))
const data = join(folder, 'data')
beforeAll(async () => {
  chmodSync(folder, 0o755)
  entry = await buildServerEntry('server/audit/verify-cli.ts')
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  entry.remove()
})

const verify = async (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<[number | null, string]> => {
  const { code, out, err } = await spawnEntry(entry.file, args, { env }).ended
  return [code, (out + err).trim()]
}
const inOrder = expect.stringMatching(/^The audit is in order: 3 lines, the last with hash [0-9a-f]{64}\.$/)

test('verifies the audit of a running server, of a stopped one and of an altered one', async () => {
  const server = await startServer({ port: 0, dataDirectory: data, log: pino({ level: 'silent' }) })
  try {
    for (const action of ['a', 'b', 'c'])
      await server.services.writeAudit({
        personId: randomUUID(),
        action,
        entity: null,
        outcome: 'accepted',
        detail: {},
      })
    expect(await verify(['--data', data])).toEqual([0, inOrder])
  } finally {
    await server.close()
  }
  expect(await verify(['--data', data])).toEqual([0, inOrder])
  const again = await startServer({ port: 0, dataDirectory: data, log: pino({ level: 'silent' }) })
  await sql`alter table audit disable trigger audit_only_grows`.execute(again.services.db)
  await sql`update audit set outcome = 'refused' where seq = 2`.execute(again.services.db)
  await again.close()
  expect(await verify(['--data', data])).toEqual([
    2,
    'The audit was altered: line 2 is not as it was written; 1 lines before it are in order.',
  ])
})

test('an audit that cannot be checked does not pass', async () => {
  expect(await verify(['--data', join(folder, 'mistyped')])).toEqual([1, expect.stringContaining('mistyped')])
  expect(await verify([], { DATABASE_URL: 'nonsense' })).toEqual([1, expect.stringContaining('DATABASE_URL')])
  expect((await verify(['--nonsense']))[0]).toBe(1)
  expect((await verify([]))[0]).toBe(1)
  expect((await verify(['--help']))[0]).toBe(0)
})
