import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hourMs, minuteMs } from '#shared/domain/time'
import { envelope } from '../testing/test-console'
import { authorised, businessTicket, takeCall } from '../testing/test-call'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { recordBreaches } from './record-breaches'

let now = Date.parse('2026-11-23T09:00:00+08:00')
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clock: () => now })
})
afterAll(() => server.close())

const person = testPerson()
const open = async (fields: Record<string, unknown>): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, person), fields)
  expect((await server.runner.runForPerson(person, envelope('ticket.open', ticket))).status).toBe('accepted')
  return ticket.ticketId
}
const breachesOf = async (ticketId: string, name = 'ticket.breached') =>
  (
    await server.services.db
      .selectFrom('event')
      .select('data')
      .where('entity_id', '=', ticketId)
      .where('name', '=', name)
      .execute()
  ).map(({ data }) => data)

test('an overdue ticket is recorded as breached once; one that waits for the customer is not', async () => {
  await server.services.putDocument('organisation', authorised({ kind: 'vendor' }) as never)
  const [urgent, waiting, punctual] = [
    await open({ priority: 'A' }),
    await open({ priority: 'A' }),
    await open({ priority: 'C' }),
  ]
  now += 2 * hourMs
  await server.runner.runForPerson(person, envelope('ticket.wait', { ticketId: waiting, waitingFor: '日志' }))
  expect(await recordBreaches(server.services)).toBe(0)
  // Four hours of work from nine, with an hour of lunch: two in the afternoon.
  now = Date.parse('2026-11-23T13:59:00+08:00')
  expect(await recordBreaches(server.services)).toBe(0)
  now += minuteMs
  expect(await recordBreaches(server.services)).toBe(1)
  expect(await recordBreaches(server.services)).toBe(0)
  expect(await breachesOf(urgent)).toEqual([{ dueAt: now }])
  expect([await breachesOf(waiting), await breachesOf(punctual)]).toEqual([[], []])
  // Resumed the next morning, the other one has two of its four hours left.
  now = Date.parse('2026-11-24T08:30:00+08:00')
  await server.runner.runForPerson(person, envelope('ticket.resume', { ticketId: waiting }))
  now += 2 * hourMs
  expect(await recordBreaches(server.services)).toBe(1)
  expect(await breachesOf(waiting)).toEqual([{ dueAt: now }])
})

test('what nobody began with, and what the first line has had for 30 minutes, is recorded once by several nodes', async () => {
  now = Date.parse('2026-11-27T17:10:00+08:00')
  const asNew = await open({ priority: 'C' })
  const asOwn = await open({ priority: 'C' })
  const write = async (id: string, fields: object): Promise<void> => {
    const body = sql<string>`body || ${JSON.stringify(fields)}::jsonb`
    await server.services.db.updateTable('document').set({ body }).where('id', '=', id).execute()
  }
  // The caller proved no service code, so the rules open neither of these.
  await write(asNew, { status: 'new', ownerId: null, firstLineSince: null })
  await write(asOwn, { kind: 'technical' })
  now = Date.parse('2026-11-30T08:39:00+08:00')
  // What the other test left behind has run out meanwhile.
  expect(await recordBreaches(server.services)).toBe(1)
  expect(await recordBreaches(server.services)).toBe(0)
  now += minuteMs
  const nodes = await Promise.all([recordBreaches(server.services), recordBreaches(server.services)])
  expect(nodes.reduce((sum, count) => sum + count)).toBe(2)
  expect(await recordBreaches(server.services)).toBe(0)
  expect(await breachesOf(asNew, 'ticket.responseMissed')).toEqual([{ dueAt: now }])
  expect(await breachesOf(asOwn, 'ticket.firstLinePassed')).toEqual([{ dueAt: now }])
})
