import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { temporaryFolder, testKey } from '../../testing/replica-fixture'
import { openDatabase } from '../driver'
import { documents } from './0001-documents'
import { search } from './0002-search'
import { migrate, migrations } from './migrate'

const folder = temporaryFolder()
afterAll(folder.clear)
const tables = (db: ReturnType<typeof openDatabase>) => db.all<{ name: string }>(`select name from sqlite_master where type = 'table'`).map((row) => row.name)

test('steps are numbered by their place and only ever added', () => {
  expect(migrations.map((step) => step.name)).toEqual(['0001-documents', '0002-search'])
})

test('0001-documents makes documents, outbox and the narrow rows, reached by index', () => {
  const db = openDatabase(join(folder.path, '1.db'), testKey)
  migrate(db, [documents])
  expect(tables(db)).toEqual(expect.arrayContaining(['document', 'event', 'pending_event', 'outbox', 'meta', 'ticket_row', 'call_row', 'customer_row', 'service_code_row']))
  const plan = (sql: string): string => db.all<{ detail: string }>(`explain query plan ${sql}`).map((row) => row.detail).join('\n')
  expect(plan(`select id from ticket_row where owner_id = 'x' order by updated_at desc`)).toContain('ticket_row_owner')
  expect(plan(`select id from ticket_row where customer_id = 'x' order by opened_at desc`)).toContain('ticket_row_customer')
  expect(plan(`select id from call_row where customer_id = 'x' order by started_at desc`)).toContain('call_row_customer')
  expect(plan(`select id from outbox where state = 'pending' order by seq`)).toContain('outbox_state')
  db.close()
})

test('0002-search comes onto a file of the first shape and keeps what is in it', () => {
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
