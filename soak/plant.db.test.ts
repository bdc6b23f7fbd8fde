import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  makeCustomer,
  makePerson,
  makeTicket,
  pageOf,
  put,
  temporaryFolder,
  testKey,
} from '../main/core/testing/replica-fixture'
import { applyFeedPage } from '../main/core/replica/apply-page'
import { openDeskFile, type DeskFile } from '../main/core/replica/desk-file'
import { openDatabase, type Database } from '../main/core/replica/driver'
import { issue } from '../main/core/replica/issue'
import { writeMeta } from '../main/core/replica/meta'
import { openReplica, replicaFileName } from '../main/core/replica/open-replica'
import { listUnsettled } from '../main/core/replica/outbox'
import type { Replica } from '../main/core/replica/replica'
import { tamper } from './plant'

const server = 'http://127.0.0.1:1'
const person = makePerson()
const ticket = makeTicket({ ownerId: person.id, customerId: makeCustomer().id })
const file = replicaFileName(server, person.id)
let now = 0
let folder: ReturnType<typeof temporaryFolder>
let desk: DeskFile
let replica: Replica
let beside: Database
beforeEach(() => {
  now = 1000
  folder = temporaryFolder()
  desk = openDeskFile(folder.path, testKey, 0)
  replica = openReplica({ directory: folder.path, keyHex: testKey, server, person, deviceNow: () => now }).replica
  writeMeta(replica.db, 'cursor', 0)
  applyFeedPage(replica, pageOf(0, 1, [put('ticket', 1, ticket)]))
  beside = openDatabase(join(folder.path, 'desk.db'), testKey)
})
afterEach(() => {
  beside.close()
  replica.db.close()
  desk.close()
  folder.clear()
})

const note = (text: string): void => {
  now += 1
  const issued = issue(replica, 'ticket.note', { ticketId: ticket.id, text })
  if (!issued.ok) throw new Error(issued.failure.code)
  desk.journal(file).add(replica, issued.value.commandId)
}
const waiting = (): unknown[] => listUnsettled(replica.db).map(({ args }) => args['text'])
const copies = () => ({ replica: replica.db, desk: beside })

test('notes from before the cut may be at the server, so they are left alone', () => {
  note('may be there')
  const cutAt = now
  for (const plant of ['lose', 'double', 'reorder'] as const) expect(tamper(copies(), plant, cutAt)).toBe(false)
  expect(waiting()).toEqual(['may be there'])
  note('cannot be there')
  expect(tamper(copies(), 'lose', cutAt)).toBe(true)
  expect(waiting()).toEqual(['may be there'])
})

test('a lost note is gone for good: no start restores it', () => {
  for (const text of ['a', 'b', 'c']) note(text)
  expect(tamper(copies(), 'lose', 0)).toBe(true)
  expect(waiting()).toEqual(['b', 'c'])
  // Not even where the whole outbox is restored from the journal.
  replica.db.run('delete from outbox')
  desk.journal(file).restore(replica, true)
  expect(waiting()).toEqual(['b', 'c'])
})

test('a note is doubled under another id, and two notes of one ticket swap places', () => {
  for (const text of ['a', 'b', 'c']) note(text)
  expect(tamper(copies(), 'double', 0)).toBe(true)
  expect(waiting()).toEqual(['a', 'b', 'c', 'a'])
  expect(new Set(listUnsettled(replica.db).map(({ id }) => id)).size).toBe(4)
  expect(tamper(copies(), 'reorder', 0)).toBe(true)
  expect(waiting()).toEqual(['b', 'a', 'c', 'a'])
})
