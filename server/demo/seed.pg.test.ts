import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ticketSchema } from '#shared/domain/ticket'
import { startTestServer, type TestServer } from '../testing/test-server'
import { demoPassword } from '#shared/demo/account'
import { demoAccounts } from './accounts'
import { demoCustomerId } from './customers'
import { seedDemo } from './seed'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ isDemo: true })
})
afterAll(() => server.close())

const counts = async (): Promise<Record<string, number>> => {
  const { db } = server.services
  const rows = await db
    .selectFrom('document')
    .select(['noun', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('noun')
    .execute()
  const { events } = await db
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('events'))
    .executeTakeFirstOrThrow()
  return { ...Object.fromEntries(rows.map((row) => [row.noun, row.count])), events }
}

test('seeding writes everything, and seeding again changes nothing', async () => {
  const first = await counts()
  expect(first).toMatchObject({ organisation: 5, person: 14, customer: 24, serviceCode: 24 })
  expect(first.ticket).toBeGreaterThanOrEqual(40)
  expect(first.call).toBe(first.ticket)
  const lines = readFileSync('resources/demo/articles.jsonl', 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  expect(first.article).toBe(lines.length)
  await seedDemo(server.services)
  expect(await counts()).toEqual(first)
})

test('every demo account signs in with the demo password', async () => {
  for (const { login, person } of demoAccounts)
    expect(await server.services.accounts.check(login, demoPassword)).toBe(person.id)
})

test('the history has numbered tickets, people in time-lines, and times in the past', async () => {
  const rows = await server.services.db.selectFrom('document').select('body').where('noun', '=', 'ticket').execute()
  const tickets = rows.map((row) => ticketSchema.parse(row.body))
  expect(
    tickets.every(
      (ticket) =>
        /^T-\d{8}-\d{4}$/.test(ticket.number ?? '') && ticket.ownerId !== null && ticket.openedAt < Date.now(),
    ),
  ).toBe(true)
  const own = tickets.filter((ticket) => ticket.customerId === demoCustomerId('verified'))
  expect(own.length).toBeGreaterThanOrEqual(5)
  expect(own.filter((ticket) => ticket.status === 'inProgress').length).toBeGreaterThanOrEqual(2)
  expect(own.some((ticket) => ticket.reopenedCount === 1)).toBe(true)
})

test('no agent is ready after seeding', async () => {
  const rows = await server.services.db.selectFrom('document').select('body').where('noun', '=', 'agent').execute()
  expect(rows.map((row) => row.body['state'])).toEqual(rows.map(() => 'notReady'))
})

test('contacts’ numbers are stored in the form that is matched', async () => {
  const rows = await server.services.db
    .selectFrom('contact_phone')
    .select('customer_id')
    .where('number', '=', '+8613800138888')
    .execute()
  expect(rows).toHaveLength(2)
})
