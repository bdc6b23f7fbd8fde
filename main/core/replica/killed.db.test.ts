import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildEntry } from '../../../testing/build-entry'
import { makePerson, temporaryFolder, testKey } from '../testing/replica-fixture'
import { listUnsettled } from './outbox'
import { openReplica } from './open-replica'

const folder = temporaryFolder()
let child: Awaited<ReturnType<typeof buildEntry>>
beforeAll(async () => {
  child = await buildEntry('main/core/testing/issue-until-killed.ts')
})
afterAll(() => {
  child.remove()
  folder.clear()
})

/** @returns the ids that the child printed before it was killed after `answers` answers */
const runAndKill = (personId: string, answers: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child.file, folder.path, testKey, personId], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let complaint = ''
    running.stderr.on('data', (bytes: Buffer) => {
      complaint += bytes.toString()
    })
    running.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString()
      if (output.split('\n').length > answers) running.kill('SIGKILL')
    })
    running.on('exit', (_code, signal) =>
      signal === 'SIGKILL' ? resolve(output.split('\n').slice(0, -1)) : reject(new Error(complaint)),
    )
  })

test('every answered command survives kill -9, in order', async () => {
  const person = makePerson()
  const kept: string[] = []
  for (const answers of [1, 7, 2, 30, 3, 11]) {
    kept.push(...(await runAndKill(person.id, answers)))
    const { replica, notice } = openReplica({
      directory: folder.path,
      keyHex: testKey,
      server: 'http://127.0.0.1:1',
      person,
      deviceNow: Date.now,
    })
    const ids = listUnsettled(replica.db).map((command): string => command.id)
    replica.db.close()
    expect(notice).toBeNull()
    expect(ids.filter((id) => kept.includes(id))).toEqual(kept)
  }
  expect(kept.length).toBeGreaterThanOrEqual(54)
})
