import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#shared/domain/person'
import { ticketSchema, type Ticket } from '#shared/domain/ticket'
import { businessTicket, takeCall } from '../testing/test-call'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
let person: Person
beforeAll(async () => {
  server = await startTestServer()
  person = testPerson()
})
afterAll(() => server.close())

const ticket = async (id: string): Promise<{ version: number; body: Ticket }> => {
  const { version, body } = await server.services.db
    .selectFrom('document')
    .select(['version', 'body'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { version, body: body as unknown as Ticket }
}
/** A ticket that has been waited for and resumed as often as a ticket keeps. */
const fullTicket = async (): Promise<string> => {
  const { ticketId } = await (async () => {
    const opened = businessTicket(await takeCall(server, person))
    await server.runner.runForPerson(person, envelope('ticket.open', opened))
    return opened
  })()
  const runs = Array.from({ length: 1000 }, (_, index) => ({ from: index * 2, to: index * 2 + 1 }))
  await sql`update document set body = jsonb_set(jsonb_set(body, '{runs}', ${JSON.stringify(runs)}::jsonb), '{waitingFor}', '"日志"')
    where id = ${ticketId}`.execute(server.services.db)
  return ticketId
}

test('a document that its schema refuses gets a clear refusal, and the rest of the push is accepted', async () => {
  const ticketId = await fullTicket()
  const before = await ticket(ticketId)
  const outcomes = await server.runner.runPush(person, [
    envelope('ticket.note', { ticketId, text: '之前' }),
    envelope('ticket.resume', { ticketId }),
    envelope('ticket.note', { ticketId, text: '之后' }),
  ])
  expect(outcomes.map((outcome) => (outcome.status === 'refused' ? outcome.failure : outcome.status))).toEqual([
    'accepted',
    { code: 'recordFull', params: { fields: 'runs' } },
    'accepted',
  ])
  const after = await ticket(ticketId)
  expect(ticketSchema.safeParse(after.body).success).toBe(true)
  expect([after.version, after.body.waitingFor]).toEqual([before.version + 2, '日志'])
  const names = await server.services.db
    .selectFrom('event')
    .select('name')
    .where('entity_id', '=', ticketId)
    .orderBy('version')
    .execute()
  expect(names.map(({ name }) => name).slice(-2)).toEqual(['ticket.noted', 'ticket.noted'])
})

test('a document that was invalid before may still change', async () => {
  const ticketId = await fullTicket()
  await sql`update document set body = jsonb_set(body, '{subject}', to_jsonb(repeat('长', 201)))
    where id = ${ticketId}`.execute(server.services.db)
  const edit = envelope('ticket.edit', { ticketId, changes: { subject: '短' } })
  expect(await server.runner.runForPerson(person, edit)).toMatchObject({ status: 'accepted' })
  expect(ticketSchema.safeParse((await ticket(ticketId)).body).success).toBe(true)
})
