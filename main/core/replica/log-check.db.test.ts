import { copyFileSync, existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makePerson, makeTicket, pageOf, put, temporaryFolder, testKey } from '../testing/replica-fixture'
import { applyFeedPage } from './apply-page'
import { openDatabase } from './driver'
import { isLogMixed } from './log-check'
import { writeMeta } from './meta'
import { openReplica, replicaFileName } from './open-replica'

const person = makePerson()
const server = 'http://127.0.0.1:1'
const file = replicaFileName(server, person.id)
const frameBytes = 4096 + 24
let folder: ReturnType<typeof temporaryFolder>
let crashed: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
  crashed = temporaryFolder()
})
afterEach(() => {
  folder.clear()
  crashed.clear()
})

const open = (directory: string) => openReplica({ directory, keyHex: testKey, server, person, deviceNow: Date.now })
const copy = (): void => {
  for (const suffix of ['', '-wal']) copyFileSync(join(folder.path, file + suffix), join(crashed.path, file + suffix))
}
const flip = (offset: number): void => {
  const path = join(crashed.path, `${file}-wal`)
  const bytes = readFileSync(path)
  bytes[offset] = (bytes[offset] ?? 0) ^ 8
  writeFileSync(path, bytes)
}

/** Pages of the feed in the log, each bringing every ticket again, as a crash leaves them. @returns the log's size */
const crash = ({ isCheckpointed }: { isCheckpointed: boolean }): number => {
  const { replica } = open(folder.path)
  writeMeta(replica.db, 'cursor', 0)
  const tickets = Array.from({ length: 40 }, () => makeTicket({ description: '很长的描述。'.repeat(60) }))
  for (let round = 1; round <= 6; round += 1)
    applyFeedPage(
      replica,
      pageOf(
        round - 1,
        round,
        tickets.map((ticket) => put('ticket', round, { ...ticket, subject: `第 ${String(round)} 次` })),
      ),
    )
  if (isCheckpointed) replica.db.exec('pragma wal_checkpoint(passive)')
  copy()
  replica.db.close()
  return statSync(join(crashed.path, `${file}-wal`)).size
}

/** Every shown subject; more than one means that rows of different times are mixed. */
const subjects = (): { shown: string[]; isSeen: boolean } => {
  const { replica, notice } = open(crashed.path)
  const shown = replica.db.all<{ subject: string }>('select distinct subject from ticket_row').map((row) => row.subject)
  replica.db.close()
  return { shown, isSeen: notice?.code === 'replicaDamaged' }
}

test('a flipped bit is detected in a log that is partly copied into the file: old rows would mix with new ones', () => {
  const size = crash({ isCheckpointed: true })
  const sound = ['', '-wal'].map((suffix) => ({
    path: join(crashed.path, file + suffix),
    bytes: readFileSync(join(crashed.path, file + suffix)),
  }))
  const outcomes = Array.from({ length: 24 }, (_, at) => {
    for (const { path, bytes } of sound) writeFileSync(path, bytes)
    flip(Math.floor(((at + 0.5) / 24) * size))
    return subjects()
  })
  for (const { shown } of outcomes) expect(shown.length).toBeLessThanOrEqual(1)
  expect(outcomes.filter(({ isSeen }) => isSeen).length).toBeGreaterThan(20)
})

test('a log that ends early before any checkpoint is a consistent earlier state, not damage', () => {
  const size = crash({ isCheckpointed: false })
  flip(Math.floor(size / 2))
  expect(isLogMixed(join(crashed.path, file))).toBe(false)
  const { shown, isSeen } = subjects()
  expect({ count: shown.length, isSeen }).toEqual({ count: 1, isSeen: false })
})

test('a write torn by a crash is not damage', () => {
  const size = crash({ isCheckpointed: false })
  const last = Math.floor((size - 32) / frameBytes)
  truncateSync(join(crashed.path, `${file}-wal`), 32 + last * frameBytes - 1000)
  expect(isLogMixed(join(crashed.path, file))).toBe(false)
  expect(subjects().isSeen).toBe(false)
})

test('a whole log is not damage, before and after a checkpoint; neither is a missing one', () => {
  for (const isCheckpointed of [false, true]) {
    crash({ isCheckpointed })
    expect(isLogMixed(join(crashed.path, file))).toBe(false)
    openDatabase(join(crashed.path, file), testKey).close()
    expect(existsSync(join(crashed.path, `${file}-wal`))).toBe(false)
    expect(isLogMixed(join(crashed.path, file))).toBe(false)
  }
})
