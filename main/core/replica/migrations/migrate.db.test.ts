import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Call } from '#shared/domain/call'
import { agentId, call, callId, otherAgentId } from '#shared/domain/testing/ticket-sample'
import { callIdSchema, personIdSchema } from '#shared/ids'
import { temporaryFolder, testKey } from '../../testing/replica-fixture'
import { openDatabase } from '../driver'
import { documents } from './0001-documents'
import { search } from './0002-search'
import { actedAt } from './0003-acted-at'
import { timeLimits } from './0004-time-limits'
import { fewerIndexes } from './0005-fewer-indexes'
import { comparableWords } from './0006-comparable-words'
import { migrate, migrations } from './migrate'

const unknownPersonId = personIdSchema.parse('00000000-0000-4000-8000-0000000000f9')
const folder = temporaryFolder()
afterAll(folder.clear)
const tables = (db: ReturnType<typeof openDatabase>) =>
  db.all<{ name: string }>(`select name from sqlite_master where type = 'table'`).map((row) => row.name)

test('steps are numbered by their place and only ever added', () => {
  expect(migrations.map((step) => step.name)).toEqual([
    '0001-documents',
    '0002-search',
    '0003-acted-at',
    '0004-time-limits',
    '0005-fewer-indexes',
    '0006-comparable-words',
    '0007-desk-calls',
    '0008-ticket-company',
    '0009-newer-words',
    '0010-remote-rows',
    '0011-order-rows',
    '0012-order-moved',
    '0013-time-clocks',
  ])
})

test('0001-documents makes documents, outbox and the narrow rows, reached by index', () => {
  const db = openDatabase(join(folder.path, '1.db'), testKey)
  migrate(db, [documents])
  expect(tables(db)).toEqual(
    expect.arrayContaining([
      'document',
      'event',
      'pending_event',
      'outbox',
      'meta',
      'ticket_row',
      'call_row',
      'customer_row',
      'service_code_row',
    ]),
  )
  const plan = (sql: string): string =>
    db
      .all<{ detail: string }>(`explain query plan ${sql}`)
      .map((row) => row.detail)
      .join('\n')
  expect(plan(`select id from ticket_row where owner_id = 'x' order by updated_at desc`)).toContain('ticket_row_owner')
  expect(plan(`select id from ticket_row where customer_id = 'x' order by opened_at desc`)).toContain(
    'ticket_row_customer',
  )
  expect(plan(`select id from call_row where customer_id = 'x' order by started_at desc`)).toContain(
    'call_row_customer',
  )
  expect(plan(`select id from outbox where state = 'pending' order by seq`)).toContain('outbox_state')
  db.close()
})

test('0002-search upgrades a file of the first version and keeps its content', () => {
  const db = openDatabase(join(folder.path, '2.db'), testKey)
  migrate(db, [documents])
  db.run(`insert into meta (key, value) values ('scopesKey', '"k"')`)
  migrate(db, [documents, search])
  expect(db.userVersion()).toBe(2)
  expect(tables(db)).toContain('article_search')
  expect(db.all('select value from meta')).toEqual([{ value: '"k"' }])
  migrate(db, [documents, search])
  db.close()
})

test('0003-acted-at keeps the waiting commands of an older outbox', () => {
  const db = openDatabase(join(folder.path, '3.db'), testKey)
  migrate(db, [documents, search])
  db.run(`insert into outbox (id, name, args, at, noun, entity_id) values ('c', 'ticket.note', '{}', 7, 'ticket', 't')`)
  migrate(db, [documents, search, actedAt])
  expect(db.all('select id, at, acted_at, state from outbox')).toEqual([
    { id: 'c', at: 7, acted_at: null, state: 'pending' },
  ])
  expect(tables(db)).toContain('history')
  db.close()
})

test('0004-time-limits fills the list from the documents that are there', () => {
  const db = openDatabase(join(folder.path, '4.db'), testKey)
  migrate(db, [documents, search, actedAt])
  db.run(
    `insert into document (noun, id, version, body) values ('ticket', 't', 1, '{"runs":[{"from":1,"to":null}],"referral":{"organisationId":"o"}}')`,
  )
  db.run(
    `insert into ticket_row (id, kind, status, subject, priority, caller_name, opened_at, updated_at, is_pending) values ('t', '', '', '', '', '', 0, 0, 0)`,
  )
  migrate(db, [documents, search, actedAt, timeLimits])
  expect(db.all('select runs, organisation_id from ticket_row')).toEqual([
    { runs: '[{"from":1,"to":null}]', organisation_id: 'o' },
  ])
  db.close()
})

test('0005-fewer-indexes: lists of open tickets use one small index', () => {
  const db = openDatabase(join(folder.path, '5.db'), testKey)
  migrate(db, [documents, search, actedAt, timeLimits, fewerIndexes])
  const plan = (sql: string): string =>
    db
      .all<{ detail: string }>(`explain query plan ${sql}`)
      .map((row) => row.detail)
      .join('\n')
  expect(
    plan(`select id from ticket_row where owner_id = 'x' and status <> 'closed' order by updated_at desc`),
  ).toContain('ticket_row_alive')
  expect(plan(`select id from ticket_row where status <> 'closed' and status in ('new', 'inProgress')`)).toContain(
    'ticket_row_alive',
  )
  db.close()
})

test('0006-comparable-words folds the words of the lists', () => {
  const db = openDatabase(join(folder.path, '6.db'), testKey)
  const before = [documents, search, actedAt, timeLimits, fewerIndexes]
  migrate(db, before)
  db.run(
    `insert into ticket_row (id, number, kind, status, subject, priority, caller_name, opened_at, updated_at, is_pending) values ('t', 'T-1', '', '', '结账（报错）', '', '王·阿里', 0, 0, 0)`,
  )
  db.run(`insert into customer_row (id, name, region) values ('c', '北方机械（集团）', '')`)
  migrate(db, [...before, comparableWords])
  expect(db.all('select words from ticket_row')).toEqual([{ words: 't-1 结账(报错) 王.阿里' }])
  expect(db.all('select words from customer_row')).toEqual([{ words: '北方机械(集团)' }])
  db.close()
})

test('0007-desk-calls finds the desks of each call', () => {
  const db = openDatabase(join(folder.path, '7.db'), testKey)
  migrate(db, migrations.slice(0, 6))
  const talk = { personId: agentId, from: 1, until: 2, disposition: null, note: '' }
  const shown: Partial<Call>[] = [
    { id: callId, answeredBy: otherAgentId, talks: [talk], transferRung: [unknownPersonId] },
    { id: callIdSchema.parse('00000000-0000-4000-8000-0000000000f1'), phase: 'ended', disposition: 'solved' },
  ]
  for (const over of shown)
    db.run(`insert into document (noun, id, version, body) values ('call', ?, 1, ?)`, [
      over.id ?? '',
      JSON.stringify({ ...call, ...over }),
    ])
  db.run(`insert into document (noun, id, version, body) values ('call', 'broken', 1, '{"phase":"ringing"}')`)
  migrate(db, migrations.slice(0, 7))
  expect(db.all('select person_id, call_id from call_desk order by person_id')).toEqual(
    [agentId, otherAgentId, unknownPersonId].sort().map((person_id) => ({ person_id, call_id: callId })),
  )
  db.close()
})

test('0008-ticket-company fills the list from the documents that are there', () => {
  const db = openDatabase(join(folder.path, '8.db'), testKey)
  migrate(db, migrations.slice(0, 7))
  db.run(`insert into document (noun, id, version, body) values ('ticket', 't', 1, '{"company":"北方机械"}')`)
  for (const id of ['t', 'other'])
    db.run(
      `insert into ticket_row (id, kind, status, subject, priority, caller_name, opened_at, updated_at, is_pending) values (?, '', '', '', '', '', 0, 0, 0)`,
      [id],
    )
  migrate(db, migrations.slice(0, 8))
  expect(db.all('select id, company from ticket_row order by id')).toEqual([
    { id: 'other', company: null },
    { id: 't', company: '北方机械' },
  ])
  db.close()
})

test('0009-newer-words keeps what an older version could not read, for the next check', () => {
  const db = openDatabase(join(folder.path, '9.db'), testKey)
  migrate(db, migrations.slice(0, 8))
  db.run(`insert into document (noun, id, version, body, is_readable) values ('ticket', 't', 1, '{"priority":"S"}', 0)`)
  migrate(db, migrations.slice(0, 9))
  expect(db.all('select body, is_readable, newer from document')).toEqual([
    { body: '{"priority":"S"}', is_readable: 0, newer: null },
  ])
  const plan = db.all<{ detail: string }>(`explain query plan select noun, id from document where newer is not null`)
  expect(plan.map(({ detail }) => detail).join()).toContain('document_newer')
  db.close()
})

test('0010-remote-rows fills the lists from the documents that are there', () => {
  const db = openDatabase(join(folder.path, '10.db'), testKey)
  migrate(db, migrations.slice(0, 9))
  const session = { ticketId: 't', agentId: 'a', requestedAt: 1, consentedAt: 2, endedAt: 3, note: null }
  const shown = {
    open: { ...session, endedAt: null },
    unnoted: session,
    refused: { ...session, consentedAt: null },
    noted: { ...session, note: '已处理' },
    unreadable: session,
  }
  for (const [id, body] of Object.entries(shown))
    db.run(`insert into document (noun, id, version, body, is_readable) values ('remoteSession', ?, 1, ?, ?)`, [
      id,
      JSON.stringify(body),
      id === 'unreadable' ? 0 : 1,
    ])
  migrate(db, migrations.slice(0, 10))
  expect(db.all('select id, agent_id, ended_at, is_unfinished from remote_row order by id')).toEqual([
    { id: 'noted', agent_id: 'a', ended_at: 3, is_unfinished: 0 },
    { id: 'open', agent_id: 'a', ended_at: null, is_unfinished: 1 },
    { id: 'refused', agent_id: 'a', ended_at: 3, is_unfinished: 0 },
    { id: 'unnoted', agent_id: 'a', ended_at: 3, is_unfinished: 1 },
  ])
  db.close()
})
