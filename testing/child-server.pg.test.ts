import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildServerEntry, type BuiltEntry } from './build-entry'
import { startServerProcess } from './child-server'

let entry: BuiltEntry
let folder: string
beforeAll(async () => {
  entry = await buildServerEntry('server/cli.ts')
  folder = mkdtempSync(join(tmpdir(), 'hotline-process-'))
  // As root, PostgreSQL runs as somebody else.
  chmodSync(folder, 0o755)
})
afterAll(() => {
  entry.remove()
  rmSync(folder, { recursive: true, force: true })
})

test('a server that is killed starts again at the same address and ends when asked to', async () => {
  const server = await startServerProcess(entry.file, join(folder, 'data'), { env: { HOTLINE_LOG: 'info' } })
  const isUp = (): Promise<boolean> =>
    fetch(`${server.address}/api/v1/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  try {
    expect(await isUp()).toBe(true)
    await server.kill()
    expect(await isUp()).toBe(false)
    await server.restart()
    expect(await isUp()).toBe(true)
    expect(server.log().match(/"ready":true/g)).toHaveLength(2)
  } finally {
    await server.stop()
  }
  expect(await isUp()).toBe(false)
})
