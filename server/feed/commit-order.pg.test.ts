import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { organisationSchema, type Organisation } from '#shared/domain/organisation'
import { scopesOf, type Person } from '#shared/domain/person'
import type { FeedPage } from '#shared/protocol/feed'
import { until } from '../../testing/until'
import { inTransaction } from '../db/transaction'
import { loadedDocument, lockDocuments, startWork, type Work } from '../commands/work'
import { writeWork } from '../commands/write'
import { entityKey } from '#shared/feed/select-changes'
import { startServer } from '../start'
import { authorised as authorisedFields, businessTicket, takeCall } from '../testing/test-call'
import { envelope, foldChanges, openConsole, type TestConsole } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { readHead } from './rows'
import { pullPage } from './pull'

const writers = 50
const rounds = 6

let server: TestServer
let other: TestServer
let person: Person
beforeAll(async () => {
  server = await startTestServer()
  other = {
    ...(await startServer({ port: 0, databaseUrl: server.postgres.url, log: server.services.log })),
    postgres: server.postgres,
  }
  person = await addPerson(server, testPerson(), 'li')
})
afterAll(async () => {
  await other.close()
  await server.close()
})

const authorised = (): Organisation => organisationSchema.parse(authorisedFields())
const headOf = ({ services }: TestServer): Promise<number> =>
  inTransaction(services.db, async (trx) => (await readHead(trx, null)).head)
const pull = (after: number, limit: number): Promise<FeedPage> =>
  pullPage(server.services.db, { scopes: scopesOf(person) }, after, limit, 0)

const signal = (): { given: Promise<void>; give: () => void } => {
  let give = (): void => {}
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { given, give }
}

describe('overlapping transactions', () => {
  test('the one that locks first and commits last has the last number', async () => {
    const [slowly, quickly] = [authorised(), authorised()]
    await server.services.putDocument('organisation', slowly)
    const start = await headOf(server)
    const [taken, committed] = [signal(), signal()]
    const slow = server.runner.inWork(async (work: Work) => {
      await lockDocuments(work, [{ noun: 'organisation', id: slowly.id }], 'update')
      const document = loadedDocument(work, { noun: 'organisation', id: slowly.id })
      document.body = { ...slowly, name: '慢' }
      document.version += 1
      taken.give()
      await committed.given
    })
    await taken.given
    await server.services.putDocument('organisation', quickly)
    const first = await pull(start, 100)
    committed.give()
    await slow
    expect([first.changes.map(({ id }) => id), first.upTo]).toEqual([[quickly.id], start + 1])
    const second = await pull(first.upTo, 100)
    expect([second.changes.map(({ id }) => id), second.upTo]).toEqual([[slowly.id], start + 2])
  })

  test('a rolled back one leaves no gap in the numbers', async () => {
    const start = await headOf(server)
    const gone = inTransaction(server.services.db, async (trx) => {
      const work = startWork(trx, 0)
      const organisation = authorised()
      await lockDocuments(work, [{ noun: 'organisation', id: organisation.id }], 'update')
      Object.assign(loadedDocument(work, { noun: 'organisation', id: organisation.id }), {
        body: organisation,
        version: 1,
      })
      expect(await writeWork(work)).toBe(start + 1)
      throw new Error('taken back')
    })
    await expect(gone).rejects.toThrow('taken back')
    const next = authorised()
    await server.services.putDocument('organisation', next)
    expect(await pull(start, 100)).toMatchObject({ upTo: start + 1, changes: [{ id: next.id }] })
  })
})

/** Follows the feed as a console does: what joins is taken over, a gap is pulled. */
const follow = ({ socket }: TestConsole, from: number) => {
  const replica: Parameters<typeof foldChanges>[0] = new Map()
  let cursor = from
  let round: Promise<unknown> = Promise.resolve()
  const take = (page: FeedPage): boolean => {
    if (page.upTo <= cursor) return true
    foldChanges(replica, page.changes)
    if (page.after > cursor) return false
    cursor = page.upTo
    return true
  }
  const pullOn = async (): Promise<void> => {
    for (;;) {
      const answer = await socket.emitWithAck('pull', { after: cursor, limit: 100 })
      if (!answer.ok) throw new Error(answer.failure.code)
      take(answer.value)
      if (answer.value.upTo >= answer.value.head) return
    }
  }
  let pulls = 0
  socket.on('changes', (page) => {
    round = round.then(async () => {
      if (take(page)) return
      pulls += 1
      await pullOn()
    })
  })
  return { replica, cursor: () => cursor, settled: () => round, pulls: () => pulls }
}

describe('fifty writers on two nodes', () => {
  test('neither a pulling nor a listening reader misses a number, a document or an event', async () => {
    const nodes = [server, other] as const
    const tickets = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const ticket = businessTicket(await takeCall(server, person))
        await server.runner.runForPerson(person, envelope('ticket.open', ticket))
        return ticket.ticketId
      }),
    )
    const start = await headOf(server)
    await until(() => server.services.feed.head() >= start && other.services.feed.head() >= start)
    const consoles = [await openConsole(server, 'li'), await openConsole(other, 'li')]
    const listeners = consoles.map((each) => follow(each, start))

    let isWriting = true
    const isWritten = (): boolean => !isWriting
    const write = async (_: unknown, writer: number): Promise<void> => {
      const node = nodes[writer % 2] ?? server
      for (let round = 0; round < rounds; round += 1) {
        if ((writer + round) % 3 === 0) await node.services.putDocument('organisation', authorised())
        else {
          const ticketId = tickets[(writer * rounds + round) % tickets.length]
          const outcomes = await node.runner.runPush(
            person,
            [1, 2, 3].map((each) => envelope('ticket.note', { ticketId, text: `${writer}.${round}.${each}` })),
          )
          expect(outcomes.filter((outcome) => outcome.status !== 'accepted')).toEqual([])
        }
      }
    }
    const written = Promise.all(Array.from({ length: writers }, write)).finally(() => {
      isWriting = false
    })
    const pages: FeedPage[] = []
    let cursor = start
    for (let isLast = false; !isLast || cursor < (pages.at(-1)?.head ?? 0);) {
      isLast = isWritten()
      const page = await pull(cursor, 7)
      if (page.upTo > cursor) pages.push(page)
      cursor = page.upTo
    }
    await written
    const head = await headOf(server)
    const rows = await server.services.db
      .selectFrom('feed')
      .select(['seq', 'noun', 'entity_id as id'])
      .where('seq', '>', start)
      .orderBy('seq')
      .execute()
    expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: head - start }, (_, index) => start + index + 1))
    for (const page of pages) {
      const stretch = rows.filter((row) => row.seq > page.after && row.seq <= page.upTo)
      expect(page.changes.map(entityKey).sort()).toEqual([...new Set(stretch.map(entityKey))].sort())
    }

    const pulled: Parameters<typeof foldChanges>[0] = new Map()
    for (const page of pages) foldChanges(pulled, page.changes)
    const noted = await server.services.db
      .selectFrom('event')
      .select(['entity_id', 'version'])
      .where('name', '=', 'ticket.noted')
      .where('entity_id', 'in', tickets)
      .execute()
    const documents = await server.services.db
      .selectFrom('document')
      .select(['noun', 'id', 'version'])
      .where(
        'id',
        'in',
        rows.map((row) => row.id),
      )
      .execute()
    const complete = [
      ...documents.map((row) => `${entityKey(row)} ${row.version}`),
      ...noted.map((row) => `event ${row.entity_id} ${row.version}`),
    ].sort()
    const seenBy = (replica: typeof pulled): string[] =>
      [...replica]
        .flatMap(([key, { version, events }]) => [
          `${key} ${version}`,
          ...[...events].map((event) => `event ${key.split(':')[1] ?? ''} ${event}`),
        ])
        .sort()
    expect(noted).toHaveLength(((writers * rounds * 2) / 3) * 3)
    expect(seenBy(pulled)).toEqual(complete)
    for (const listener of listeners) {
      await until(() => listener.cursor() >= head)
      await listener.settled()
      expect(seenBy(listener.replica)).toEqual(complete)
    }
    for (const { socket } of consoles) socket.disconnect()
  })
})
