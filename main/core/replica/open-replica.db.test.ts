import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeCall, makePerson, pageOf, put, temporaryFolder, testKey } from '../testing/replica-fixture'
import { openDeskFile } from './desk-file'
import { applyFeedPage } from './apply-page'
import { DatabaseError, openDatabase } from './driver'
import { issue } from './issue'
import { writeMeta } from './meta'
import { isDamage, openReplica, replicaFileName } from './open-replica'
import { rescueOutbox } from './rescue'
import { countPending, nextBatch, raiseSeq } from './outbox'

const person = makePerson()
const server = 'http://127.0.0.1:4567'
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.clear())

const input = () => ({ directory: folder.path, keyHex: testKey, server, person, deviceNow: Date.now })
const failureOf = (work: () => unknown): string => {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof DatabaseError) return error.failure.code
    throw error
  }
}

/** A closed file with three unsent commands in it. */
const makeReplica = (): string => {
  const { replica } = openReplica(input())
  writeMeta(replica.db, 'cursor', 0)
  const call = makeCall(person)
  applyFeedPage(replica, pageOf(0, 1, [put('call', 1, call)]))
  for (const rest of [{ state: 'ready' }, { state: 'notReady', reason: 'meal' }, { state: 'ready' }])
    issue(replica, 'agent.setState', { personId: person.id, rest })
  replica.db.close()
  return join(folder.path, replicaFileName(server, person.id))
}

test('a replica file belongs to a person and a host, whatever the port', () => {
  expect(replicaFileName('http://127.0.0.1:1', 'a')).toBe(replicaFileName('http://127.0.0.1:2', 'a'))
  expect(replicaFileName('http://127.0.0.1:1', 'a')).not.toBe(replicaFileName('http://127.0.0.1:1', 'b'))
  expect(replicaFileName('http://hotline.example:1', 'a')).not.toBe(replicaFileName('http://127.0.0.1:1', 'a'))
})

test('a newer file is refused and left alone', () => {
  const path = makeReplica()
  const db = openDatabase(path, testKey)
  db.setUserVersion(99)
  db.close()
  const before = readFileSync(path)
  expect(failureOf(() => openReplica(input()))).toBe('replicaNewer')
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([])
})

test('a damaged page: the file is set aside, its outbox rescued into a fresh one', () => {
  const path = makeReplica()
  const db = openDatabase(path, testKey)
  const root = db.get<{ rootpage: number }>(`select rootpage from sqlite_master where name = 'document'`)!.rootpage
  db.close()
  const bytes = readFileSync(path)
  const offset = (root - 1) * 4096 + 100
  bytes[offset] = (bytes[offset] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const { replica, notice } = openReplica({ ...input(), isKnownDamaged: true })
  expect(notice).toMatchObject({ code: 'replicaDamaged', params: { rescued: '3' } })
  expect(existsSync(join(folder.path, notice!.params['file']!))).toBe(true)
  expect(countPending(replica.db)).toBe(3)
  replica.db.close()
})

test('a damaged page inside the outbox: the rows on both sides of it are rescued', () => {
  const { replica } = openReplica(input())
  writeMeta(replica.db, 'cursor', 0)
  const last = 60
  for (let at = 0; at < last; at += 1)
    issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
  replica.db.close()
  const path = join(folder.path, replicaFileName(server, person.id))
  const sound = readFileSync(path)
  const rescued = Array.from({ length: sound.length / 4096 - 1 }, (_, page) => {
    const bytes = Buffer.from(sound)
    const offset = (page + 1) * 4096 + 100
    bytes[offset] = (bytes[offset] ?? 0) ^ 1
    writeFileSync(path, bytes)
    return rescueOutbox(path, testKey).map((row) => row.seq)
  })
  const withHole = rescued.filter((seqs) => seqs.length < last && seqs.includes(1) && seqs.includes(last))
  expect(withHole.length).toBeGreaterThan(0)
  for (const seqs of rescued) expect(seqs).toEqual(seqs.toSorted((one, other) => one - other))
})

test('a damaged first page: nothing is readable, and the file is set aside', () => {
  const path = makeReplica()
  const bytes = readFileSync(path)
  bytes[50] = (bytes[50] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const { replica, notice } = openReplica(input())
  expect(notice).toMatchObject({ code: 'replicaDamaged', params: { rescued: '0' } })
  replica.db.close()
})

test('the desk file proves the key, and is replaced when only it is damaged', () => {
  const desk = openDeskFile(folder.path, testKey, 0)
  desk.writeSession({ serverHost: '127.0.0.1', token: 't'.repeat(40), person })
  expect(desk.reserveSeqs()).toBe(0)
  expect(desk.reserveSeqs()).toBe(100_000)
  // Searched while the session is stored, in the file and in its log.
  const isReadable = (): boolean =>
    readdirSync(folder.path).some((name) => readFileSync(join(folder.path, name)).includes('t'.repeat(40)))
  expect(readdirSync(folder.path)).toContain('desk.db-wal')
  expect(isReadable()).toBe(false)
  desk.close()
  expect(isReadable()).toBe(false)
  const reopened = openDeskFile(folder.path, testKey, 0)
  expect(reopened.readSession()?.person.id).toBe(person.id)
  reopened.close()
  expect(failureOf(() => openDeskFile(folder.path, 'ab'.repeat(32), 0))).toBe('vaultKeyLost')
  makeReplica()
  const path = join(folder.path, 'desk.db')
  const bytes = readFileSync(path)
  bytes[50] = (bytes[50] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const replaced = openDeskFile(folder.path, testKey, 0)
  expect(replaced.readSession()).toBeNull()
  replaced.close()
  expect(isReadable()).toBe(false)
})

test('command numbers never repeat', () => {
  const path = makeReplica()
  const { replica } = openReplica(input())
  raiseSeq(replica.db, 200_000)
  issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
  raiseSeq(replica.db, 100_000)
  issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
  expect(nextBatch(replica.db, 'desk' as never, 50, 1e6).map((command) => command.seq)).toEqual([
    1, 2, 3, 200_001, 200_002,
  ])
  replica.db.close()
  expect(path).toContain('replica-')
})

test('a damaged search page counts as damage although SQLite does not say so; a wrong query does not', () => {
  const path = makeReplica()
  const sound = openDatabase(path, testKey)
  const root = sound.get<{ rootpage: number }>(
    `select rootpage from sqlite_master where name = 'article_token_config'`,
  )!.rootpage
  const failing = (db: ReturnType<typeof openDatabase>, sql: string): unknown => {
    try {
      return db.all(sql)
    } catch (error) {
      return error
    }
  }
  expect(isDamage(failing(sound, 'select nothing from nowhere'), sound)).toBe(false)
  sound.close()
  const bytes = readFileSync(path)
  const offset = (root - 1) * 4096 + 100
  bytes[offset] = (bytes[offset] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const {
    replica: { db },
  } = openReplica(input())
  expect(isDamage(failing(db, 'select * from article_token'), db)).toBe(true)
  db.close()
})
