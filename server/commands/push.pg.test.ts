import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopesOf, type Person } from '#shared/domain/person'
import type { CallId } from '#shared/ids'
import type { CommandEnvelope, Outcome } from '#shared/protocol/command'
import { pullPage } from '../feed/pull'
import { businessTicket, takeCall } from '../testing/test-call'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const openTicket = async (person: Person): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, person))
  expect(await server.runner.runForPerson(person, envelope('ticket.open', ticket))).toMatchObject({
    status: 'accepted',
  })
  return ticket.ticketId
}
const note = (ticketId: string, text: string): CommandEnvelope => envelope('ticket.note', { ticketId, text })
const statusOf = (outcome: Outcome): string => (outcome.status === 'accepted' ? 'accepted' : outcome.failure.code)
const idsOf = (commands: readonly { id: string }[]): string[] => commands.map(({ id }) => id)

const transactionsOf = async (commands: readonly CommandEnvelope[]): Promise<number> => {
  const {
    rows: [row],
  } = await sql<{
    n: number
  }>`select count(distinct xmin::text)::int as n from command where id = any(${idsOf(commands)}::uuid[])`.execute(
    server.services.db,
  )
  return row?.n ?? 0
}
const lastVersions = async (commands: readonly CommandEnvelope[]): Promise<(number | undefined)[]> => {
  const rows = await server.services.db
    .selectFrom('event')
    .select((eb) => ['command_id', eb.fn.max('version').as('version')])
    .where('command_id', 'in', idsOf(commands))
    .groupBy('command_id')
    .execute()
  return commands.map(({ id }) => rows.find((row) => row.command_id === id)?.version)
}
const notesOf = async (ticketId: string): Promise<unknown[]> =>
  (
    await server.services.db
      .selectFrom('event')
      .select('data')
      .where('entity_id', '=', ticketId)
      .where('name', '=', 'ticket.noted')
      .orderBy('version')
      .execute()
  ).map(({ data }) => data['text'])

describe('one push', () => {
  test('is one transaction with one feed row per document, and each command is answered with the version of its own last event', async () => {
    const person = testPerson()
    const callId = await takeCall(server, person)
    const ticket = businessTicket(callId)
    const other = await openTicket(person)
    const commands = [
      envelope('ticket.open', ticket),
      ...Array.from({ length: 48 }, (_, index) => note(index % 2 === 0 ? ticket.ticketId : other, `${index}`)),
      envelope('call.hangUp', { callId }),
    ]
    const {
      rows: [start],
    } = await sql<{ head: number }>`select max(seq) as head from feed`.execute(server.services.db)
    const outcomes = await server.runner.runPush(person, commands)
    expect(idsOf(outcomes)).toEqual(idsOf(commands))
    expect(outcomes.map(statusOf)).toEqual(commands.map(() => 'accepted'))
    expect(await transactionsOf(commands)).toBe(1)
    const versions = outcomes.slice(0, -1).map((outcome) => (outcome.status === 'accepted' ? outcome.version : 0))
    expect(versions[0]).toBe(3)
    expect(versions.slice(1)).toEqual((await lastVersions(commands)).slice(1, -1))
    expect(versions.filter((_, index) => index === 0 || index % 2 === 1)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 3),
    )
    const rows = await server.services.db
      .selectFrom('feed')
      .select('entity_id')
      .where('seq', '>', start?.head ?? 0)
      .execute()
    expect(rows.map((row) => row.entity_id).sort()).toEqual([ticket.ticketId, other, callId].sort())
    const page = await pullPage(server.services.db, { scopes: scopesOf(person) }, start?.head ?? 0, 100, 0)
    const eventsOf = (id: string): number[] =>
      page.changes.flatMap((change) =>
        change.kind === 'put' && change.id === id ? change.events.map((event) => event.version) : [],
      )
    expect(eventsOf(ticket.ticketId)).toEqual(Array.from({ length: 27 }, (_, index) => index + 1))
    expect(eventsOf(other)).toEqual(Array.from({ length: 24 }, (_, index) => index + 4))
  })

  test('a refusal affects only its command, and answered commands get the same answer again', async () => {
    const person = testPerson()
    const mine = await openTicket(person)
    const known = note(mine, '先前')
    const first = await server.runner.runForPerson(person, known)
    const foreign = note(await openTicket(testPerson()), '他人')
    await server.runner.runForPerson(testPerson(), foreign)
    const twice = note(mine, '一次')
    const commands = [
      twice,
      { ...note(mine, ''), args: { ticketId: '' } },
      known,
      foreign,
      note(randomUUID(), '无'),
      { ...note(mine, ''), name: 'ticket.vanish' },
      twice,
      note(mine, '最后'),
    ]
    const outcomes = await server.runner.runPush(person, commands)
    expect(outcomes.map(statusOf)).toEqual([
      'accepted',
      'badInput',
      'accepted',
      'notAllowed',
      'notFound',
      'unknownCommand',
      'accepted',
      'accepted',
    ])
    expect(outcomes[2]).toEqual(first)
    expect(outcomes[6]).toEqual(outcomes[0])
    expect(await notesOf(mine)).toEqual(['先前', '一次', '最后'])
    expect(await server.runner.runPush(person, commands)).toEqual(outcomes)
    const audited = await server.services.db
      .selectFrom('audit')
      .select('outcome')
      .where('person_id', '=', person.id)
      .where('action', 'like', 'ticket.%')
      .orderBy('seq')
      .execute()
    expect(audited.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'badInput',
      'notFound',
      'unknownCommand',
      'accepted',
    ])
  })

  test('sent twice concurrently, and again with other commands, takes effect once', async () => {
    const person = testPerson()
    const ticketId = await openTicket(person)
    const commands = Array.from({ length: 50 }, (_, index) => note(ticketId, `${index}`))
    const company = [...commands.slice(20, 40).reverse(), note(ticketId, '另')]
    const [first, second, third] = await Promise.all([
      server.runner.runPush(person, commands),
      server.runner.runPush(person, commands),
      server.runner.runPush(person, company),
    ])
    expect(second).toEqual(first)
    expect(
      new Set(
        [...first, ...third].map((outcome) =>
          outcome.status === 'accepted' ? `${outcome.id} ${outcome.version}` : outcome.id,
        ),
      ).size,
    ).toBe(51)
    const notes = await notesOf(ticketId)
    expect([notes.length, new Set(notes).size]).toEqual([51, 51])
  })

  test('what follows a command that fails unexpectedly waits for it, so that the order stays', async () => {
    const person = testPerson()
    const ticketId = await openTicket(person)
    await sql`create function poisoned() returns trigger language plpgsql as $$ begin if new.data->>'text' = '毒' then raise exception 'poison'; end if; return new; end $$`.execute(
      server.services.db,
    )
    await sql`create trigger poison before insert on event for each row execute function poisoned()`.execute(
      server.services.db,
    )
    const commands = [note(ticketId, '前'), note(ticketId, '毒'), note(ticketId, '后')]
    const outcomes = await server.runner.runPush(person, commands)
    await sql`drop trigger poison on event`.execute(server.services.db)
    expect(outcomes.map(statusOf)).toEqual(['accepted', 'internal'])
    expect(await notesOf(ticketId)).toEqual(['前'])
    expect((await server.runner.runPush(person, commands)).map(statusOf)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(await notesOf(ticketId)).toEqual(['前', '毒', '后'])
  })
})

describe('concurrent pushes', () => {
  test('on the same tickets and articles, in opposite orders, all succeed', async () => {
    const people = [testPerson(), testPerson()] as const
    const tickets = await Promise.all(Array.from({ length: 12 }, () => openTicket(people[0])))
    const articles = tickets.map(() => randomUUID())
    await server.runner.runSystem(
      articles.map((id) => ({
        name: 'article.import' as const,
        args: {
          article: {
            id,
            sourceId: null,
            title: '标题',
            body: '',
            product: '',
            versions: '',
            problemDomain: null,
            errorCodes: [],
          },
        },
      })),
    )
    const pushOf = (index: number): CommandEnvelope[] => {
      const order = index % 2 === 0 ? [...tickets.keys()] : [...tickets.keys()].reverse()
      return [...order, ...order, ...order, ...order]
        .map((at) => note(tickets[at] ?? '', `${index}`))
        .concat([
          envelope('ticket.linkArticle', {
            ticketId: tickets[order[0] ?? 0],
            articleId: articles[order[5] ?? 0],
            isSolution: true,
          }),
        ])
    }
    const pushes = Array.from({ length: 6 }, (_, index) => pushOf(index))
    const outcomes = await Promise.all(
      pushes.map((commands, index) => server.runner.runPush(people[index % 2] ?? people[0], commands)),
    )
    expect(new Set(outcomes.flat().map(statusOf))).toEqual(new Set(['accepted']))
    for (const commands of pushes) expect(await transactionsOf(commands)).toBe(1)
    for (const ticketId of tickets) expect(await notesOf(ticketId)).toHaveLength(24)
  })

  test('each of which reads what the other changes: the one that is aborted is retried', async () => {
    const person = testPerson()
    const endedCall = async (): Promise<CallId> => {
      const callId = await takeCall(server, person)
      await server.runner.runForPerson(person, envelope('call.hangUp', { callId }))
      return callId
    }
    const [left, right] = [await endedCall(), await endedCall()]
    const ticketId = await openTicket(person)
    const cross = (reads: CallId, changes: CallId): CommandEnvelope[] => [
      ...Array.from({ length: 48 }, (_, index) => note(ticketId, `${index}`)),
      envelope('ticket.open', businessTicket(reads)),
      envelope('call.dispose', { callId: changes, disposition: 'advised', note: '' }),
    ]
    const pushes = [cross(left, right), cross(right, left)]
    const outcomes = await Promise.all(pushes.map((commands) => server.runner.runPush(person, commands)))
    expect(
      outcomes
        .flat()
        .map(statusOf)
        .filter((status) => status !== 'accepted'),
    ).toEqual([])
    for (const commands of pushes) expect(await transactionsOf(commands)).toBe(1)
    expect(await notesOf(ticketId)).toHaveLength(96)
  })
})
