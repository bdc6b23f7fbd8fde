import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandId } from '#shared/ids'
import {
  makeCall,
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  temporaryFolder,
} from '../testing/replica-fixture'
import { applyFeedPage } from './apply-page'
import { readShown } from './documents'
import { listEvents } from './events'
import { issue } from './issue'
import { countPending, listAcked, listAttention } from './outbox'
import type { Replica } from './replica'
import { settleAcked, settleOutcomes, startOver } from './settle'

const person = makePerson()
const rival = makePerson()
const ticket = makeTicket({ ownerId: person.id })
const call = makeCall(person, { phase: 'ringing', answeredBy: null })
let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
  applyFeedPage(replica, pageOf(0, 2, [put('ticket', 2, ticket), put('call', 1, call)]))
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

const issueOne = (name: string, args: Record<string, unknown>): CommandId => {
  const result = issue(replica, name, args)
  if (!result.ok) throw new Error(result.failure.code)
  return result.value.commandId
}
const shown = () => readShown(replica.db, 'ticket', ticket.id)
const edit = (subject: string) => issueOne('ticket.edit', { ticketId: ticket.id, changes: { subject } })
const accepted = (id: CommandId, version: number) => ({
  id,
  status: 'accepted' as const,
  noun: 'ticket',
  entityId: ticket.id,
  version,
})

test('a command that the rules refuse gets an answer and leaves nothing', () => {
  expect(issue(replica, 'ticket.close', { ticketId: ticket.id })).toMatchObject({
    ok: false,
    failure: { code: 'ticketNotSolved' },
  })
  expect(issue(replica, 'ticket.edit', { ticketId: 'no' })).toMatchObject({
    ok: false,
    failure: { code: 'badInput', params: { detail: 'ticketId, changes' } },
  })
  expect(issue(replica, 'toString', {})).toMatchObject({ ok: false, failure: { code: 'unknownCommand' } })
  expect(
    issue({ ...replica, person: makePerson({ role: 'reviewer' }) }, 'ticket.take', { ticketId: ticket.id }),
  ).toMatchObject({ ok: false, failure: { code: 'notAllowed' } })
  expect(countPending(replica.db)).toBe(0)
  expect(shown()).toEqual(ticket)
})

test('own commands stay on top when others change the same ticket', () => {
  edit('own')
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 3, { ...ticket, subject: 'theirs', priority: 'A' })]))
  expect(shown()).toMatchObject({ subject: 'own', priority: 'A' })
})

test('a command that the rules no longer accept is not shown, and still goes to the server', () => {
  edit('own')
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 3, { ...ticket, status: 'closed' })]))
  expect(shown()).toMatchObject({ subject: ticket.subject, status: 'closed' })
  expect(countPending(replica.db)).toBe(1)
})

test('an acknowledged command stays until the document shows it', () => {
  const id = edit('own')
  settleOutcomes(replica, [accepted(id, 3)])
  expect(shown()?.subject).toBe('own')
  expect(listAcked(replica.db)).toEqual([id])
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 3, { ...ticket, subject: 'own' })]))
  expect(listAcked(replica.db)).toEqual([])
  expect(replica.db.all('select * from document where overlay is not null')).toEqual([])
  expect(replica.db.all('select is_pending from ticket_row')).toEqual([{ is_pending: 0 }])
})

test('an own event in the feed counts as the answer, and is never shown twice', () => {
  const id = issueOne('ticket.note', { ticketId: ticket.id, text: 'once' })
  const event = {
    version: 3,
    name: 'ticket.noted',
    data: { text: 'once' },
    by: person.id,
    at: 5,
    deviceAt: 5,
    commandId: id,
  }
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 3, ticket, [event])]))
  expect(listEvents(replica.db, { noun: 'ticket', id: ticket.id })).toEqual({ settled: [event], pending: [] })
  expect(countPending(replica.db)).toBe(0)
})

test('a document that leaves the scope loses its overlay; the unsent command stays', () => {
  const id = edit('own')
  edit('own again')
  settleOutcomes(replica, [accepted(id, 3)])
  applyFeedPage(replica, pageOf(2, 3, [{ kind: 'remove', noun: 'ticket', id: ticket.id }]))
  expect(shown()).toBeNull()
  expect(replica.db.all('select * from ticket_row')).toEqual([])
  expect([countPending(replica.db), listAcked(replica.db).length]).toEqual([1, 0])
})

test('a refused command is kept with its text, and undone on screen', () => {
  const id = issueOne('call.answer', { callId: call.id })
  expect(readShown(replica.db, 'call', call.id)?.phase).toBe('talking')
  settleOutcomes(replica, [{ id, status: 'refused', failure: { code: 'callTaken', params: {} } }])
  expect(readShown(replica.db, 'call', call.id)?.phase).toBe('ringing')
  expect(listAttention(replica.db)).toMatchObject([
    { commandId: id, args: { callId: call.id }, failure: { code: 'callTaken' } },
  ])
})

test('commands that build on a refused one are undone with it', () => {
  const answer = issueOne('call.answer', { callId: call.id })
  const opened = makeTicket().id
  issueOne('ticket.open', {
    ticketId: opened,
    callId: call.id,
    kind: 'business',
    subject: 's',
    description: '',
    priority: 'C',
    problemDomain: null,
    product: '',
    productVersion: '',
    callerName: '',
    callerPhone: '',
    referral: null,
  })
  expect(readShown(replica.db, 'ticket', opened)).not.toBeNull()
  settleOutcomes(replica, [{ id: answer, status: 'refused', failure: { code: 'callTaken', params: {} } }])
  expect(readShown(replica.db, 'ticket', opened)).toBeNull()
})

test('a command without events goes to the server', () => {
  const customer = { id: '0190d3a0-0000-7000-8000-000000000001' }
  expect(
    issue(replica, 'customer.access', {
      customerId: customer.id,
      basis: { kind: 'call', callId: call.id },
      contactId: null,
    }),
  ).toMatchObject({ ok: false, failure: { code: 'notFound' } })
  issueOne('ticket.take', { ticketId: ticket.id })
  expect(countPending(replica.db)).toBe(1)
  expect(replica.db.all('select * from document where overlay is not null')).toEqual([])
})

test('a number may be shown without the network: what records it waits, once for each showing', () => {
  const withNumber = { ...ticket, callerPhone: '+8613912345678' }
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 3, withNumber)]))
  const reveal = { ticketId: ticket.id, phone: 'caller' }
  expect(issueOne('ticket.revealPhone', reveal)).not.toBe(issueOne('ticket.revealPhone', reveal))
  expect(countPending(replica.db)).toBe(2)
  expect(shown()).toEqual(withNumber)
  expect(JSON.stringify(replica.db.all('select * from outbox'))).not.toContain('13912345678')
  applyFeedPage(replica, pageOf(3, 4, [put('ticket', 4, { ...withNumber, ownerId: rival.id })]))
  expect(issue(replica, 'ticket.revealPhone', reveal)).toMatchObject({ failure: { code: 'phoneNotYours' } })
  expect(countPending(replica.db)).toBe(2)
})

test('an acknowledged command without a new document is settled by the next pull', () => {
  const id = issueOne('ticket.take', { ticketId: ticket.id })
  settleOutcomes(replica, [accepted(id, 9)])
  settleAcked(replica, [id])
  expect(listAcked(replica.db)).toEqual([])
})

test('unknown nouns and fields are kept; a document of another shape is not shown', () => {
  const odd = {
    kind: 'put' as const,
    noun: 'visit',
    id: 'v1',
    version: 1,
    body: { id: 'v1', when: 3 },
    events: [],
    isWhole: false,
  }
  const newer = { ...put('ticket', 3, ticket), body: { ...ticket, openedAt: 'yesterday', colour: 'blue' } }
  applyFeedPage(replica, pageOf(2, 4, [odd, newer]))
  expect(shown()).toBeNull()
  expect(JSON.parse(String(replica.db.get(`select body from document where noun = 'ticket'`)?.['body']))).toMatchObject(
    { colour: 'blue', openedAt: 'yesterday' },
  )
  expect(JSON.parse(String(replica.db.get(`select body from document where noun = 'visit'`)?.['body']))).toEqual({
    id: 'v1',
    when: 3,
  })
})

test('changed scopes start the replica over and keep unsent commands', () => {
  edit('own')
  startOver(replica, 'other')
  expect(replica.db.all('select * from document')).toEqual([])
  expect(replica.db.all('select * from ticket_row')).toEqual([])
  expect(countPending(replica.db)).toBe(1)
  expect(rival.id).not.toBe(person.id)
})

test('one more note costs no more writes than the first, however many wait; all are shown in order', () => {
  let writes = 0
  const counted: Replica = {
    ...replica,
    db: {
      ...replica.db,
      run: (sql, params) => {
        writes += 1
        return replica.db.run(sql, params)
      },
    },
  }
  const note = (n: number): number => {
    writes = 0
    expect(issue(counted, 'ticket.note', { ticketId: ticket.id, text: `note ${String(n)}` })).toMatchObject({
      ok: true,
    })
    return writes
  }
  const first = note(0)
  for (let n = 1; n < 30; n += 1) expect(note(n)).toBe(first)
  const { pending } = listEvents(replica.db, { noun: 'ticket', id: ticket.id })
  expect(pending.map((event) => [event.version, event.data['text']])).toEqual(
    Array.from({ length: 30 }, (_, n) => [3 + n, `note ${String(n)}`]),
  )
})
