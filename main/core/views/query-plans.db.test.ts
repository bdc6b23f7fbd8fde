import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TicketFilter } from '#shared/ipc/contract'
import { missingAttachments } from '../files/prefetch'
import { applyFeedPage } from '../replica/apply-page'
import { countPending, nextBatch } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { plansOf } from '../testing/plans-of'
import { id, makeCustomer, makePerson, openTestReplica, pageOf, put, temporaryFolder } from '../testing/replica-fixture'
import { listLiveCalls } from './call'
import { readCustomer } from './customer'
import { listMyRemoteSessions, listWatchedRemoteSessions } from './remote'
import { listTickets } from './ticket'

const customer = makeCustomer()
let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeAll(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, makePerson({ role: 'supervisor' }))
  applyFeedPage(replica, pageOf(0, 1, [put('customer', 1, customer)]))
})
afterAll(() => {
  replica.db.close()
  folder.clear()
})

/** How the product's questions to these tables are answered, the first step of each. */
const plans = (table: string, ask: (replica: Replica) => unknown): (string | undefined)[] =>
  plansOf(replica, ask)
    .filter(({ sql }) => sql.includes(`from ${table}`))
    .map(({ plan }) => plan.join('; ').replace(/; SEARCH c USING PRIMARY KEY.*?LEFT-JOIN/, ''))

test.each([
  ['mine', 'SEARCH t USING INDEX ticket_row_alive (owner_id=?)'],
  // Sorted after reading: few are open, and in the order of the last touch every closed one would be walked past.
  ['open', 'SCAN t USING INDEX ticket_row_alive; USE TEMP B-TREE FOR ORDER BY'],
  ['recent', 'SEARCH t USING INDEX ticket_row_updated (updated_at>?)'],
  ['all', 'SCAN t USING INDEX ticket_row_updated'],
] as const)('the list of %s tickets goes by its index', (view, plan) => {
  for (const sort of ['updated', 'urgency'] as const) {
    const filter: TicketFilter = { view, text: '', limit: 50, sort }
    expect(plans('ticket_row', (from) => listTickets(from, filter))).toEqual([plan])
  }
})

test('files of own open tickets are found by index', () => {
  expect(plans('ticket_row', (from) => missingAttachments(from, () => true))).toEqual([
    'SEARCH ticket_row USING INDEX ticket_row_alive (owner_id=?)',
  ])
})

test('a customer and their past services are read by index', () => {
  const ask = (from: Replica): unknown => readCustomer(from, customer.id)
  expect(plans('service_code_row', ask)).toEqual([
    'SEARCH service_code_row USING COVERING INDEX service_code_row_customer (customer_id=?)',
  ])
  expect(plans('call_row', ask)).toEqual(['SEARCH call_row USING INDEX call_row_customer (customer_id=?)'])
  expect(plans('ticket_row', ask)).toEqual([
    'SEARCH t USING INDEX ticket_row_customer (customer_id=?)',
    'SEARCH t USING INDEX ticket_row_customer (customer_id=?); USE TEMP B-TREE FOR ORDER BY',
  ])
})

test('the calls of a desk are found by index', () => {
  expect(plans('call_desk', listLiveCalls)).toEqual([
    'SEARCH call_desk USING PRIMARY KEY (person_id=?); SEARCH call_row USING PRIMARY KEY (id=?); USE TEMP B-TREE FOR ORDER BY',
  ])
})

test('remote sessions that are unfinished, that go on or ended lately are found by index', () => {
  expect(plans('remote_row', listMyRemoteSessions)).toEqual([
    'SEARCH remote_row USING COVERING INDEX remote_row_unfinished (agent_id=?)',
  ])
  expect(plans('remote_row', (from) => listWatchedRemoteSessions(from, { endedSince: 1 }))).toEqual([
    'MULTI-INDEX OR; INDEX 1; SEARCH r USING INDEX remote_row_ended (ended_at=?); INDEX 2; SEARCH r USING INDEX remote_row_ended (ended_at>?); SEARCH t USING PRIMARY KEY (id=?) LEFT-JOIN; USE TEMP B-TREE FOR ORDER BY',
  ])
})

test('waiting commands are read in order by index', () => {
  expect(plans('outbox', ({ db }) => nextBatch(db, id(), 50, 1_000_000))).toEqual([
    'SEARCH outbox USING INDEX outbox_state (state=?)',
  ])
  expect(plans('outbox', ({ db }) => countPending(db))).toEqual([
    'SEARCH outbox USING COVERING INDEX outbox_state (state=?)',
  ])
})
