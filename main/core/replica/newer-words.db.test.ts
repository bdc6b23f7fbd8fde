import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  putNewer,
  temporaryFolder,
  testKey,
} from '../testing/replica-fixture'
import { readTicket } from '../views/ticket'
import { applyFeedPage } from './apply-page'
import { readNewer, readServer, readShown, rejudgeUnreadable } from './documents'
import { issue } from './issue'
import { openReplica } from './open-replica'
import { listUnsettled } from './outbox'
import type { Replica } from './replica'

const person = makePerson()
const ticket = makeTicket({ ownerId: person.id, priority: 'B' })
/** As a server with one more priority sends it. */
const body = { ...ticket, priority: 'S', colour: 'blue' }
const newer = putNewer('ticket', 3, body)

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})
const row = () => replica.db.get('select priority from ticket_row where id = ?', [ticket.id])
const storedBody = (): unknown =>
  JSON.parse(String(replica.db.get('select body from document where id = ?', [ticket.id])?.['body']))

test('a document with an unknown word is shown with its stand-in, marked, and stored as it came', () => {
  applyFeedPage(replica, pageOf(0, 1, [newer]))
  expect(readShown(replica.db, 'ticket', ticket.id)).toEqual({ ...ticket, priority: 'C', colour: 'blue' })
  expect(readServer(replica.db, 'ticket', ticket.id).body).toMatchObject({ priority: 'C' })
  expect(readNewer(replica.db, 'ticket', ticket.id)).toEqual(['ticket.priority'])
  expect(row()).toEqual({ priority: 'C' })
  expect(storedBody()).toMatchObject({ priority: 'S', colour: 'blue' })
  applyFeedPage(replica, pageOf(1, 2, [put('ticket', 4, ticket)]))
  expect(readNewer(replica.db, 'ticket', ticket.id)).toEqual([])
  expect(row()).toEqual({ priority: 'B' })
})

test('own commands are decided on it and go to the server, which decides by the real word', () => {
  applyFeedPage(replica, pageOf(0, 1, [newer]))
  expect(issue(replica, 'ticket.note', { ticketId: ticket.id, text: '已回电' }).ok).toBe(true)
  expect(listUnsettled(replica.db)).toMatchObject([{ name: 'ticket.note' }])
  expect(readShown(replica.db, 'ticket', ticket.id)?.priority).toBe('C')
  expect(readNewer(replica.db, 'ticket', ticket.id)).toEqual(['ticket.priority'])
  expect(storedBody()).toMatchObject({ priority: 'S' })
  expect(
    issue(replica, 'ticket.edit', { ticketId: ticket.id, changes: { priority: 'S' }, before: { priority: 'C' } }),
  ).toMatchObject({ ok: false, failure: { code: 'badInput' } })
})

test('events of an unknown name, or with unknown words, hide nothing', () => {
  const event = { by: person.id, at: 4, deviceAt: null, commandId: null }
  const events = [
    { ...event, version: 2, name: 'ticket.blessed', data: { mood: 'calm' } },
    { ...event, version: 3, name: 'ticket.edited', data: { changes: { priority: 'S' }, before: { priority: 'B' } } },
  ]
  applyFeedPage(replica, pageOf(0, 1, [putNewer('ticket', 3, body, events)]))
  const view = readTicket(replica, ticket.id)
  expect(view).toMatchObject({ ok: true, value: { newer: ['ticket.priority'], timeline: events } })
})

test('after an update the real word is shown, also under own commands', () => {
  const at = { directory: folder.path, keyHex: testKey, server: 'http://127.0.0.1:1', person, deviceNow: Date.now }
  const before = openReplica(at).replica
  applyFeedPage(before, pageOf(0, 1, [newer]))
  issue(before, 'ticket.note', { ticketId: ticket.id, text: '已回电' })
  // As if this version were the one that knows the word.
  before.db.run(`update document set body = json_set(body, '$.priority', 'A') where id = ?`, [ticket.id])
  before.db.close()
  const { db } = openReplica(at).replica
  expect(readShown(db, 'ticket', ticket.id)?.priority).toBe('A')
  expect(readNewer(db, 'ticket', ticket.id)).toEqual([])
  expect(db.get('select priority from ticket_row where id = ?', [ticket.id])).toEqual({ priority: 'A' })
  expect(rejudgeUnreadable(db)).toBe(false)
  db.close()
})

test('what an older version hid for one word is shown after an update', () => {
  applyFeedPage(replica, pageOf(0, 1, [newer]))
  replica.db.run(`update document set is_readable = 0, newer = null where id = ?`, [ticket.id])
  replica.db.run('delete from ticket_row')
  expect(rejudgeUnreadable(replica.db)).toBe(true)
  expect(readShown(replica.db, 'ticket', ticket.id)?.priority).toBe('C')
  expect(row()).toEqual({ priority: 'C' })
})
