import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SystemCommandName } from '#shared/domain/commands'
import type { OutsideActor } from '#shared/domain/decision'
import type { Person } from '#shared/domain/person'
import { remoteSessionSchema, type RemoteSession } from '#shared/domain/remote-session'
import { ticketSchema } from '#shared/domain/ticket'
import { minuteMs } from '#shared/domain/time'
import { businessTicket, takeCall } from '../testing/test-call'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
let now = 1_700_000_000_000
beforeAll(async () => {
  server = await startTestServer({ clock: () => now })
})
afterAll(() => server.close())

const customer: OutsideActor = { kind: 'contact', name: '王会计' }
const run = (what: string, args: Record<string, unknown>, actor?: OutsideActor) =>
  server.runner.runSystem(
    [{ name: `remoteSession.system${what}` as SystemCommandName, args }],
    actor === undefined ? {} : { actor },
  )
const openTicket = async (agent: Person): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, agent))
  await server.runner.runForPerson(agent, envelope('ticket.open', ticket))
  return ticket.ticketId
}
const begin = async (agent: Person, ticketId: string): Promise<string> => {
  const sessionId = randomUUID()
  const codeUntil = now + 10 * minuteMs
  await run('Request', { sessionId, ticketId, agentId: agent.id, codeHash: 'h', codeUntil })
  await run('Identify', { sessionId, contactName: '王会计', browser: 'Chromium' }, customer)
  await run('Allow', { sessionId, rights: ['screen'] }, customer)
  await run('Show', { sessionId }, { kind: 'device', name: 'Chromium' })
  return sessionId
}
const stored = async (id: string) =>
  server.services.db.selectFrom('document').select(['body', 'audiences']).where('id', '=', id).executeTakeFirstOrThrow()
const session = async (id: string): Promise<RemoteSession> => remoteSessionSchema.parse((await stored(id)).body)
const eventsOf = async (id: string) =>
  server.services.db
    .selectFrom('event')
    .select(['name', 'by_person', 'actor', 'data'])
    .where('entity_id', '=', id)
    .orderBy('version')
    .execute()

test('who acted stands in the events and in the audit, and the time becomes working time of the agent', async () => {
  const agent = testPerson()
  const ticketId = await openTicket(agent)
  const sessionId = await begin(agent, ticketId)
  now += 12 * minuteMs + 1
  await run('End', { sessionId, end: 'customerEnded' }, customer)
  const note = envelope('remoteSession.note', { sessionId, note: '已指导客户结账' })
  expect(await server.runner.runForPerson(agent, note)).toMatchObject({ status: 'accepted' })

  expect((await eventsOf(sessionId)).map(({ name, actor, by_person }) => [name, actor?.kind ?? by_person])).toEqual([
    ['remoteSession.requested', null],
    ['remoteSession.identified', 'contact'],
    ['remoteSession.consented', 'contact'],
    ['remoteSession.shown', 'device'],
    ['remoteSession.ended', 'contact'],
    ['remoteSession.noted', agent.id],
  ])
  const ofTicket = (await eventsOf(ticketId)).filter(({ name }) => name.startsWith('ticket.remote'))
  expect(ofTicket.map(({ name, data }) => [name, data])).toEqual([
    ['ticket.remoteHelped', { sessionId, personId: agent.id, minutes: 13 }],
    ['ticket.remoteNoted', { sessionId, personId: agent.id, note: '已指导客户结账' }],
  ])
  expect(ticketSchema.parse((await stored(ticketId)).body).minutesSpent).toBe(13)
  const audit = await server.services.db
    .selectFrom('audit')
    .select(['action', 'detail'])
    .where('entity', '=', `remoteSession:${sessionId}`)
    .where('action', '=', 'remoteSession.systemEnd')
    .execute()
  expect(audit).toMatchObject([{ detail: { actor: customer } }])
})

test('it ends when its ticket is closed, taken over or given on, and not when its own agent takes the ticket again', async () => {
  const [agent, other] = [testPerson(), testPerson()]
  const taken = await openTicket(agent)
  const ofTaken = await begin(agent, taken)
  await server.runner.runForPerson(agent, envelope('ticket.note', { ticketId: taken, text: '记' }))
  expect(await session(ofTaken)).toMatchObject({ state: 'active' })
  await server.runner.runForPerson(other, envelope('ticket.take', { ticketId: taken }))
  expect(await session(ofTaken)).toMatchObject({ state: 'ended', end: 'ticketMoved', endedBy: 'server' })

  const given = await openTicket(agent)
  const ofGiven = await begin(agent, given)
  for (const one of [agent, other]) await server.services.putDocument('person', one)
  const giveTo = async (personId: string) =>
    server.runner.runForPerson(
      agent,
      envelope('ticket.assign', { ticketId: given, to: { kind: 'person', personId }, note: '' }),
    )
  expect(await giveTo(other.id)).toMatchObject({ status: 'accepted' })
  expect(await session(ofGiven)).toMatchObject({ state: 'ended', end: 'ticketMoved' })

  const closed = await openTicket(agent)
  const ofClosed = await begin(agent, closed)
  await server.runner.runForPerson(agent, envelope('ticket.solve', { ticketId: closed, solution: '好' }))
  expect(await session(ofClosed)).toMatchObject({ state: 'active' })
  await server.runner.runForPerson(agent, envelope('ticket.close', { ticketId: closed }))
  expect(await session(ofClosed)).toMatchObject({ state: 'ended', end: 'ticketMoved' })
})

test('whoever may see the ticket may see it, also after the ticket has moved', async () => {
  const [agent, other] = [testPerson(), testPerson()]
  const ticketId = await openTicket(agent)
  const sessionId = await begin(agent, ticketId)
  expect((await stored(sessionId)).audiences).toContain(`person:${agent.id}`)
  await server.runner.runForPerson(other, envelope('ticket.take', { ticketId }))
  const { audiences } = await stored(sessionId)
  expect(audiences).toEqual((await stored(ticketId)).audiences)
  expect(audiences).not.toContain(`person:${agent.id}`)
})
