import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePerson, temporaryFolder, testKey } from '../testing/replica-fixture'
import { listUnsettled } from './outbox'
import { openReplica } from './open-replica'

const root = join(import.meta.dirname, '../../..')
const folder = temporaryFolder()
let built: string
beforeAll(async () => {
  mkdirSync(join(root, 'out'), { recursive: true })
  // Inside the project, so that the native package is found from there.
  built = mkdtempSync(join(root, 'out', 'killed-'))
  await build({
    root, configFile: false, logLevel: 'error', ssr: { noExternal: true, target: 'node' },
    build: { ssr: 'main/core/testing/issue-until-killed.ts', outDir: built, target: 'node20', rollupOptions: { external: ['@signalapp/sqlcipher', /^node:/], output: { format: 'cjs', entryFileNames: 'child.cjs' } } },
  })
})
afterAll(() => {
  rmSync(built, { recursive: true, force: true })
  folder.clear()
})

/** @returns what the child said it had kept before it was killed after `answers` answers */
const runAndKill = (personId: string, answers: number): Promise<string[]> => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [join(built, 'child.cjs'), folder.path, testKey, personId], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let complaint = ''
  child.stderr.on('data', (bytes: Buffer) => { complaint += bytes.toString() })
  child.stdout.on('data', (bytes: Buffer) => {
    said += bytes.toString()
    if (said.split('\n').length > answers) child.kill('SIGKILL')
  })
  child.on('exit', (_code, signal) => (signal === 'SIGKILL' ? resolve(said.split('\n').slice(0, -1)) : reject(new Error(complaint))))
})

test('every answered command is there after kill -9, in order', async () => {
  const person = makePerson()
  const kept: string[] = []
  for (const answers of [1, 7, 2, 30, 3, 11]) {
    kept.push(...await runAndKill(person.id, answers))
    const { replica, notice } = openReplica({ directory: folder.path, keyHex: testKey, server: 'http://127.0.0.1:1', person, deviceNow: Date.now })
    const ids = listUnsettled(replica.db).map((command): string => command.id)
    replica.db.close()
    expect(notice).toBeNull()
    expect(ids.filter((id) => kept.includes(id))).toEqual(kept)
  }
  expect(kept.length).toBeGreaterThanOrEqual(54)
})
