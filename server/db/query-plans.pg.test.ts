import { pino } from 'pino'
import { randomUUID } from 'node:crypto'
import { CompiledQuery, type Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hourMs } from '#shared/domain/time'
import { lockFollowers } from '../commands/audiences'
import { startWork } from '../commands/work'
import { ticketsNaming } from '../files/stored'
import { endSights, recordPassedOrders } from '../orders/watch-orders'
import { recordBreaches } from '../sla/record-breaches'
import { defaultCallLimits } from '../telephone/call-limits'
import { answerInterval } from '../telephone/caller-outlook'
import { findPeople } from '../telephone/cti/find-people'
import { findMenuCall } from '../telephone/find-menu-call'
import { callIdOf } from '../telephone/pbx-call'
import { readOpenCalls } from '../telephone/current-call'
import { findWaitingCalls, placeInQueue } from '../telephone/waiting-calls'
import { plansOf } from '../testing/plans-of'
import { startTestPostgres, type TestPostgres } from '../testing/test-postgres'
import { createDatabase, createPool } from './connection'
import type { Database } from './database'
import { migrate } from './migrate'

let postgres: TestPostgres
let db: Kysely<Database>
beforeAll(async () => {
  postgres = await startTestPostgres()
  db = createDatabase(createPool(postgres.url, 2))
  await migrate(db)
  // As in a hotline after some months: nearly everything is over, and few things are open.
  await run(`insert into document (noun, id, version, body, size, audiences)
    select 'ticket', gen_random_uuid(), 1, jsonb_build_object(
      'status', case when n % 200 = 0 then 'inProgress' else 'closed' end, 'runs', '[]'::jsonb,
      'attachments', jsonb_build_array(jsonb_build_object('hash', n::text, 'size', n))), 1, '{vendor}'
    from generate_series(1, 5000) n`)
  await run(`insert into document (noun, id, version, body, size, audiences)
    select 'call', gen_random_uuid(), 1, jsonb_build_object('phase', 'ended', 'answeredAt', n), 1, '{vendor}' from generate_series(1, 5000) n`)
  await run(`insert into document (noun, id, version, body, size, audiences)
    select 'person', gen_random_uuid(), 1, jsonb_build_object('extension', n::text), 1, '{vendor}'
    from generate_series(1, 2000) n`)
  await run(`insert into document (noun, id, version, body, size, audiences)
    select 'serviceCode', gen_random_uuid(), 1, jsonb_build_object('customerId', gen_random_uuid()), 1, '{vendor}'
    from generate_series(1, 2000) n`)
  await run(`insert into document (noun, id, version, body, size, audiences)
    select 'workOrder', gen_random_uuid(), 1, jsonb_build_object('status', 'done', 'endedAt', n, 'contactMissedAt', null,
      'sightEndedAt', n), 1, '{vendor}' from generate_series(1, 5000) n`)
  await run('analyze document')
})
afterAll(async () => {
  await db.destroy()
  await postgres.stop()
})
const run = async (statement: string): Promise<void> => {
  await db.executeQuery(CompiledQuery.raw(statement))
}

/** The one question that reads this; each of them stands in the product's own words. */
const indexesOf = async (words: string, ask: (db: Kysely<Database>) => Promise<unknown>): Promise<string[]> => {
  const asked = (await plansOf(postgres.url, ask)).filter(({ sql }) => sql.includes(words))
  expect(asked).toHaveLength(1)
  return asked.flatMap(({ indexes }) => indexes)
}

test('open tickets are found by index', async () => {
  const runSystem = (): never => expect.unreachable('no ticket here has a time limit that is over')
  const indexes = await indexesOf(`body->>'status'`, (recorded) =>
    recordBreaches({ db: recorded, clock: () => 0, runner: { runSystem } } as never),
  )
  expect(indexes).toEqual(['document_open_ticket'])
})

test('open calls are found by index', async () => {
  expect(await indexesOf(`body->>'phase'`, (recorded) => readOpenCalls(recorded, pino({ level: 'silent' })))).toEqual([
    'document_open_call',
  ])
})

test('queue place, menu caller and waiting calls are searched among open calls only', async () => {
  const needs = { clock: () => 5000, log: pino({ level: 'silent' }), callLimits: defaultCallLimits }
  for (const [words, ask] of [
    ['row_number', (recorded) => placeInQueue({ db: recorded }, callIdOf('7'), 'technical')],
    [`body->>'from'`, (recorded) => findMenuCall({ db: recorded, ...needs }, '+8613800138000')],
    ['call.ringStopped', (recorded) => findWaitingCalls({ db: recorded, ...needs }, ['technical'])],
  ] as const satisfies (readonly [string, (recorded: Kysely<Database>) => Promise<unknown>])[])
    expect(await indexesOf(words, ask), words).toContain('document_open_call')
})

test('answers of the last hour are found by index', async () => {
  const clock = (): number => 4950 + hourMs
  expect(await indexesOf('answeredAt', (recorded) => answerInterval({ db: recorded, clock }, 'technical'))).toEqual([
    'document_answered_call',
  ])
})

test('tickets are found by attachment through an index', async () => {
  const ask = (recorded: Kysely<Database>): Promise<unknown> =>
    recorded.transaction().execute((trx) => ticketsNaming(trx, { hash: '7', size: 7 } as never))
  expect(await indexesOf('attachments', ask)).toEqual(['document_attachments'])
})

test('a person is found by extension through an index', async () => {
  expect(await indexesOf('extension', (recorded) => findPeople(recorded, ['7']))).toEqual(['document_person_extension'])
})

test('what follows a customer is found by it through an index', async () => {
  const ask = (recorded: Kysely<Database>): Promise<unknown> =>
    recorded.transaction().execute((trx) => lockFollowers(startWork(trx, 0), [{ noun: 'customer', id: randomUUID() }]))
  const asked = (await plansOf(postgres.url, ask)).filter(({ sql }) => sql.includes('customerId'))
  expect(asked.flatMap(({ indexes }) => indexes).sort()).toEqual([
    'document_service_code_customer',
    'document_ticket_customer',
  ])
})

test('orders are found by what is to be looked at through an index', async () => {
  const services = (recorded: Kysely<Database>) => ({ db: recorded, clock: () => 0, orderSightDays: 0 }) as never
  expect(await indexesOf('contactMissedAt', (recorded) => recordPassedOrders(services(recorded), 'contact'))).toEqual([
    'document_order_to_contact',
  ])
  expect(await indexesOf('remotePassedAt', (recorded) => recordPassedOrders(services(recorded), 'remote'))).toEqual([
    'document_order_from_afar',
  ])
  expect(await indexesOf('endedAt', (recorded) => endSights(services(recorded)))).toEqual(['document_order_in_sight'])
})
