import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makePerson, temporaryFolder, testKey } from '../testing/replica-fixture'
import { openDeskFile } from './desk-file'
import { openDatabase } from './driver'
import { issue } from './issue'
import { writeMeta } from './meta'
import { openReplica, replicaFileName } from './open-replica'
import { listUnsettled, raiseSeq } from './outbox'

const person = makePerson()
const server = 'http://127.0.0.1:1'
let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.clear())

const open = (directory: string) =>
  openReplica({ directory, keyHex: testKey, server, person, deviceNow: Date.now }).replica

/** A desk with a session, a floor of numbers, and unsent commands in its journal. @returns their ids */
const leaveDesk = (commands: number): string[] => {
  const desk = openDeskFile(folder.path, testKey, 0)
  desk.writeSession({ serverHost: '127.0.0.1', token: 't'.repeat(40), person })
  const replica = open(folder.path)
  writeMeta(replica.db, 'cursor', 0)
  raiseSeq(replica.db, desk.reserveSeqs() + 100_000)
  const journal = desk.journal(replicaFileName(server, person.id))
  for (let at = 0; at < commands; at += 1) {
    const issued = issue(replica, 'agent.setState', { personId: person.id, rest: { state: 'ready' } })
    if (issued.ok) journal.add(replica, issued.value.commandId)
  }
  const ids = listUnsettled(replica.db).map((command): string => command.id)
  replica.db.close()
  desk.close()
  return ids
}

const damage = (page: number): void => {
  const path = join(folder.path, 'desk.db')
  const bytes = readFileSync(path)
  const offset = (page - 1) * 4096 + 300
  bytes[offset] = (bytes[offset] ?? 0) ^ 1
  writeFileSync(path, bytes)
}
const rootOf = (table: string): number => {
  const db = openDatabase(join(folder.path, 'desk.db'), testKey)
  const root = db.get<{ rootpage: number }>('select rootpage from sqlite_master where name = ?', [table])?.rootpage ?? 0
  db.close()
  return root
}

test('damage in the journal loses neither the session nor a command', () => {
  const ids = leaveDesk(30)
  damage(rootOf('journal'))
  const desk = openDeskFile(folder.path, testKey, 0)
  expect(desk.readSession()?.person.id).toBe(person.id)
  expect(readdirSync(folder.path).some((name) => name.startsWith('desk.damaged'))).toBe(true)
  const replica = open(folder.path)
  expect(desk.journal(replicaFileName(server, person.id)).restore(replica, false)).toBeNull()
  expect(listUnsettled(replica.db).map((command) => command.id)).toEqual(ids)
  replica.db.close()
  desk.close()
})

test('damage to the session signs out, keeps the journal, and repeats no number', () => {
  const ids = leaveDesk(3)
  damage(rootOf('kept'))
  const desk = openDeskFile(folder.path, testKey, 0)
  expect(desk.readSession()).toBeNull()
  expect(desk.reserveSeqs()).toBeGreaterThanOrEqual(200_000)
  const empty = temporaryFolder()
  const replica = open(empty.path)
  desk.journal(replicaFileName(server, person.id)).restore(replica, true)
  expect(listUnsettled(replica.db).map((command) => command.id)).toEqual(ids)
  replica.db.close()
  desk.close()
  empty.clear()
})
