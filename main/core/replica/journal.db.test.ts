import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandId } from '#shared/ids'
import { makePerson, temporaryFolder, testKey } from '../testing/replica-fixture'
import { openDeskFile, type DeskFile } from './desk-file'
import { openDatabase } from './driver'
import { issue } from './issue'
import { writeMeta } from './meta'
import { openReplica, replicaFileName } from './open-replica'
import { listUnsettled, raiseSeq } from './outbox'
import type { Replica } from './replica'
import { settleAcked, settleOutcomes } from './settle'

const server = 'http://127.0.0.1:1'
const person = makePerson()
const file = replicaFileName(server, person.id)
let folder: ReturnType<typeof temporaryFolder>
let desk: DeskFile
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  desk = openDeskFile(folder.path, testKey, 0)
  replica = open(folder.path).replica
  writeMeta(replica.db, 'cursor', 0)
})
afterEach(() => {
  replica.db.close()
  desk.close()
  folder.clear()
})

const open = (directory: string) => openReplica({ directory, keyHex: testKey, server, person, deviceNow: Date.now })
const issueOne = (): CommandId => {
  const result = issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
  if (!result.ok) throw new Error(result.failure.code)
  desk.journal(file).add(replica, result.value.commandId)
  return result.value.commandId
}
const idsOf = ({ db }: Replica): string[] => listUnsettled(db).map((command) => command.id)

test('a flipped bit in a crashed log: SQLite drops what follows, and the journal restores it', () => {
  raiseSeq(replica.db, 100_000)
  const issued = Array.from({ length: 12 }, issueOne)
  const wal = join(folder.path, `${file}-wal`)
  const { size } = statSync(wal)
  const flips = 40
  let silentlyLost = 0
  for (let at = 0; at < flips; at += 1) {
    const crashed = temporaryFolder()
    for (const name of [file, `${file}-wal`]) copyFileSync(join(folder.path, name), join(crashed.path, name))
    const bytes = readFileSync(join(crashed.path, `${file}-wal`))
    const offset = Math.floor(((at + 0.5) / flips) * size)
    bytes[offset] = (bytes[offset] ?? 0) ^ (1 << (at % 8))
    writeFileSync(join(crashed.path, `${file}-wal`), bytes)
    const opened = open(crashed.path)
    const missing = issued.length - idsOf(opened.replica).length
    if (missing > 0 && opened.notice === null) silentlyLost += 1
    const notice = desk.journal(file).restore(opened.replica, opened.notice !== null)
    expect(idsOf(opened.replica)).toEqual(issued)
    expect(notice).toEqual(missing === 0 ? null : { code: 'outboxRestored', params: { count: String(missing) } })
    opened.replica.db.close()
    crashed.clear()
  }
  // If this were ever 0, the journal would no longer be needed.
  expect(silentlyLost).toBeGreaterThan(flips / 2)
})

/** As a log that ends early leaves it: the row is gone, and so is its sequence number. */
const loseFromOutbox = ({ db }: Replica, id: CommandId): void => {
  db.transaction(() => {
    const { seq } = db.get<{ seq: number }>('select seq from outbox where id = ?', [id])!
    db.run('delete from outbox where seq >= ?', [seq])
    db.run(`update sqlite_sequence set seq = ? where name = 'outbox'`, [seq - 1])
  })
}
/** The desk's own file through a connection beside its own. */
const loseFromJournal = (id: CommandId): void => {
  const beside = openDatabase(join(folder.path, 'desk.db'), testKey)
  expect(beside.run('delete from journal where id = ?', [id])).toBe(1)
  beside.close()
}

test('a command that one copy lost is restored; one that both lost is gone', () => {
  const issued = [issueOne(), issueOne(), issueOne()]
  const last = issued[2]!
  const written = listUnsettled(replica.db)

  loseFromOutbox(replica, last)
  expect(idsOf(replica)).toEqual(issued.slice(0, 2))
  expect(desk.journal(file).restore(replica, false)).toEqual({ code: 'outboxRestored', params: { count: '1' } })
  expect(listUnsettled(replica.db)).toEqual(written)

  loseFromJournal(last)
  expect(desk.journal(file).restore(replica, false)).toBeNull()
  expect(listUnsettled(replica.db)).toEqual(written)

  loseFromOutbox(replica, last)
  expect(desk.journal(file).restore(replica, false)).toBeNull()
  expect(idsOf(replica)).toEqual(issued.slice(0, 2))
})

test('settled commands are not restored, and an orderly end loses nothing', () => {
  const [first, second] = [issueOne(), issueOne()] as [CommandId, CommandId]
  settleOutcomes(replica, [{ id: first, status: 'accepted', noun: 'agent', entityId: person.id, version: 1 }])
  settleAcked(replica, [first])
  replica.db.close()
  replica = open(folder.path).replica
  expect(desk.journal(file).restore(replica, false)).toBeNull()
  expect(idsOf(replica)).toEqual([second])
})

test('the journal fills a replica that had to start over', () => {
  const issued = [issueOne(), issueOne(), issueOne()]
  replica.db.close()
  const bytes = readFileSync(join(folder.path, file))
  bytes[50] = (bytes[50] ?? 0) ^ 1
  writeFileSync(join(folder.path, file), bytes)
  const opened = open(folder.path)
  replica = opened.replica
  expect(opened.notice).toMatchObject({ params: { rescued: '0' } })
  desk.journal(file).restore(replica, true)
  expect(idsOf(replica)).toEqual(issued)
})

test('the journal stays bounded, and keeps other people’s commands apart', () => {
  for (let count = 0; count < 260; count += 1) {
    const id = issueOne()
    settleOutcomes(replica, [{ id, status: 'accepted', noun: 'agent', entityId: person.id, version: 1 }])
    settleAcked(replica, [id])
  }
  const empty = temporaryFolder()
  const fresh = open(empty.path)
  expect(desk.journal('replica-other.db').restore(fresh.replica, true)).toBeNull()
  desk.journal(file).restore(fresh.replica, true)
  expect(idsOf(fresh.replica).length).toBeLessThan(200)
  fresh.replica.db.close()
  empty.clear()
})
