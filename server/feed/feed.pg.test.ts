import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopesOf, type Person } from '#shared/domain/person'
import type { BootstrapCursor, Change, Seen } from '#shared/protocol/feed'
import { until } from '../../testing/until'
import { authorised, businessTicket, referralTo, ring, takeCall, testCustomer } from '../testing/test-call'
import { envelope, foldChanges } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { loadedDocument, lockDocuments, startWork } from '../commands/work'
import { writeWork } from '../commands/write'
import { inTransaction } from '../db/transaction'
import { bootstrapPage, pullPage } from './pull'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const pullAll = async (person: Person, after = 0, limit = 7): Promise<{ changes: Change[]; upTo: number }> => {
  const changes: Change[] = []
  for (let cursor = after; ;) {
    const page = await pullPage(server.services.db, { scopes: scopesOf(person) }, cursor, limit, 0)
    changes.push(...page.changes)
    if (page.upTo === page.head) return { changes, upTo: page.upTo }
    expect(page.upTo).toBeGreaterThan(cursor)
    cursor = page.upTo
  }
}

const bootstrapAll = async (person: Person, limit = 5): Promise<{ changes: Change[]; head: number }> => {
  const changes: Change[] = []
  let head: number | null = null
  let cursor: BootstrapCursor | null = null
  do {
    const page = await bootstrapPage(server.services.db, { scopes: scopesOf(person) }, cursor, limit, 0)
    head ??= page.head
    changes.push(...page.changes)
    cursor = page.next
  } while (cursor !== null)
  return { changes, head }
}

const replicaOf = (changes: readonly Change[]) => {
  const replica: Parameters<typeof foldChanges>[0] = new Map()
  foldChanges(replica, changes)
  return new Map(
    [...replica]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, { ...value, events: [...value.events].sort((a, b) => a - b) }]),
  )
}

describe('order', () => {
  test('a reader never skips a transaction that began first and commits last', async () => {
    const person = testPerson()
    const head = async () => (await pullAll(person)).upTo
    const [early, late] = [authorised(), authorised()]
    let release = (): void => {}
    const untilReleased = new Promise<void>((resolve) => {
      release = resolve
    })
    let markWritten = (): void => {}
    const untilWritten = new Promise<void>((resolve) => {
      markWritten = resolve
    })
    const slow = inTransaction(server.services.db, async (trx) => {
      const work = startWork(trx, 0)
      await lockDocuments(work, [{ noun: 'organisation', id: early.id }], 'update')
      const document = loadedDocument(work, { noun: 'organisation', id: early.id })
      document.body = early as never
      document.version += 1
      // Its number is taken here; the commit comes after whatever the others do meanwhile.
      await writeWork(work)
      markWritten()
      await untilReleased
    })
    await untilWritten
    const start = await head()
    const quick = server.services.putDocument('organisation', late as never)
    const isWaiting = async (): Promise<boolean> =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from pg_stat_activity where wait_event_type = 'Lock'`.execute(server.services.db)
      ).rows[0]?.n === 1
    await until(isWaiting)
    const between = await pullAll(person, start)
    expect(between).toEqual({ changes: [], upTo: start })
    release()
    await Promise.all([slow, quick])
    const { changes } = await pullAll(person, between.upTo)
    expect(changes.map((change) => change.id)).toEqual([early.id, late.id])
  })

  test('a reader beside twenty writers gets everything once and misses nothing', async () => {
    const person = testPerson()
    const start = (await pullAll(person, 0, 1000)).upTo
    const written = new Set<string>()
    let isWriting = true
    const isWritten = (): boolean => !isWriting
    const write = async (): Promise<void> => {
      for (let turn = 0; turn < 10; turn += 1) {
        const organisation = authorised()
        await server.services.putDocument('organisation', organisation as never)
        written.add(organisation.id)
      }
    }
    const writers = Promise.all(Array.from({ length: 20 }, write)).finally(() => {
      isWriting = false
    })
    const seen: string[] = []
    let cursor = start
    for (let isLast = false; !isLast;) {
      isLast = isWritten()
      const { changes, upTo } = await pullAll(person, cursor, 13)
      seen.push(...changes.map((change) => change.id))
      cursor = upTo
    }
    await writers
    expect(seen).toHaveLength(200)
    expect(new Set(seen)).toEqual(written)
  })
})

describe('who gets what', () => {
  test('a document that becomes visible comes whole, one that becomes invisible is removed', async () => {
    const [home, away] = [authorised(), authorised()]
    const [insider, outsider] = [home, away].map((organisation) =>
      testPerson({ organisationKind: 'authorised', organisationId: organisation.id }),
    )
    if (insider === undefined || outsider === undefined) throw new Error('two people were made')
    const customer = testCustomer({ organisationId: home.id })
    const code = { id: randomUUID(), customerId: customer.id, form: 'nc10', validFrom: 0, validUntil: 1 }
    await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
    await server.services.putDocument('serviceCode', code as never)
    const before = await pullAll(outsider)
    expect(before.changes.filter((change) => change.id === customer.id)).toEqual([])
    const insiderBefore = await pullAll(insider)
    expect(
      insiderBefore.changes
        .filter((change) => change.id === customer.id || change.id === code.id)
        .map((change) => change.kind),
    ).toEqual(['put', 'put'])
    await server.runner.runSystem([
      { name: 'customer.systemRegister', args: { customer: { ...customer, organisationId: away.id } } },
    ])
    const lost = (await pullAll(insider, insiderBefore.upTo)).changes
    expect(lost.map((change) => `${change.kind} ${change.noun}`).sort()).toEqual([
      'remove customer',
      'remove serviceCode',
    ])
    const won = (await pullAll(outsider, before.upTo)).changes
    expect(won.map((change) => `${change.kind} ${change.noun}`).sort()).toEqual(['put customer', 'put serviceCode'])
  })

  test('a ringing call is visible to the people rung, and removed from the others when one answers', async () => {
    const [taker, other, third] = [testPerson(), testPerson(), testPerson()]
    const start = (await pullAll(taker)).upTo
    const callId = await ring(server, [taker, other])
    const callsOf = async (person: Person, after: number): Promise<string[]> =>
      (await pullAll(person, after)).changes.filter((change) => change.id === callId).map((change) => change.kind)
    expect([await callsOf(taker, start), await callsOf(other, start), await callsOf(third, start)]).toEqual([
      ['put'],
      ['put'],
      [],
    ])
    const ringing = (await pullAll(taker)).upTo
    await server.runner.runForPerson(taker, envelope('call.answer', { callId }))
    expect([await callsOf(taker, ringing), await callsOf(other, ringing)]).toEqual([['put'], ['remove']])
  })

  test('a new reader of a ticket gets all its events, an old one those since its cursor', async () => {
    const organisation = authorised()
    await server.services.putDocument('organisation', organisation as never)
    const manager = testPerson({ role: 'manager', organisationKind: 'authorised', organisationId: organisation.id })
    const agent = testPerson()
    const ticket = businessTicket(await takeCall(server, agent), {
      kind: 'referral',
      referral: referralTo(organisation.id),
    })
    const start = (await pullAll(manager)).upTo
    expect(await server.runner.runForPerson(agent, envelope('ticket.open', ticket))).toMatchObject({
      status: 'accepted',
    })
    const [opened] = (await pullAll(manager, start)).changes
    expect(opened).toMatchObject({
      kind: 'put',
      isWhole: true,
      version: 3,
      events: [{ name: 'ticket.opened' }, { name: 'ticket.taken' }, { name: 'ticket.numbered' }],
    })
    const next = (await pullAll(manager)).upTo
    await server.runner.runForPerson(manager, envelope('ticket.note', { ticketId: ticket.ticketId, text: '已联系' }))
    const [noted] = (await pullAll(manager, next)).changes
    expect(noted).toMatchObject({
      kind: 'put',
      isWhole: false,
      version: 4,
      events: [{ name: 'ticket.noted', by: manager.id, version: 4 }],
    })
  })
})

describe('convergence', () => {
  test('a replica pulled from the start equals a bootstrapped one, for every kind of reader', async () => {
    const insider = testPerson({ organisationKind: 'authorised', organisationId: authorised().id })
    for (const person of [testPerson(), testPerson({ role: 'supervisor' }), insider]) {
      const { changes, head } = await bootstrapAll(person)
      const pulled = await pullAll(person)
      expect(pulled.upTo).toBe(head)
      expect(replicaOf(pulled.changes)).toEqual(replicaOf(changes))
    }
  })

  test('what changes during a bootstrap is caught up by pulling from its first head', async () => {
    const person = testPerson()
    const first = await bootstrapPage(server.services.db, { scopes: scopesOf(person) }, null, 3, 0)
    const changed = first.changes.find((change) => change.kind === 'put' && change.noun === 'organisation')
    if (changed?.kind !== 'put') throw new Error('the first page has an organisation')
    await server.services.putDocument('organisation', { ...changed.body, name: '新名' } as never)
    await server.services.putDocument('organisation', {
      ...authorised(),
      id: '00000000-0000-4000-8000-000000000000',
    } as never)
    const rest: Change[] = []
    for (let cursor = first.next; cursor !== null;) {
      const page = await bootstrapPage(server.services.db, { scopes: scopesOf(person) }, cursor, 50, 0)
      rest.push(...page.changes)
      cursor = page.next
    }
    const caughtUp = [...first.changes, ...rest, ...(await pullAll(person, first.head)).changes]
    expect(replicaOf(caughtUp)).toEqual(replicaOf((await bootstrapAll(person)).changes))
  })
})

test('a page says where the feed stood by number and mark, and whether what was seen is still there', async () => {
  const person = testPerson()
  const { db } = server.services
  await server.services.putDocument('person', testPerson())
  const pull = (after: number, seen?: Seen) => pullPage(db, { scopes: scopesOf(person) }, after, 100, 0, seen)
  const { head, mark = '' } = await pull(0)
  expect(mark).toMatch(/^[0-9a-f-]{36}$/)
  expect(await bootstrapPage(db, { scopes: scopesOf(person) }, null, 1, 0)).toMatchObject({ head, mark })
  await server.services.putDocument('person', testPerson())
  expect((await pull(head, { head, mark })).isPutBack).toBeUndefined()
  await db.deleteFrom('feed').where('seq', '>=', head).execute()
  expect(await pull(head, { head, mark })).toMatchObject({ isPutBack: true, upTo: head, changes: [] })
  for (let at = 0; at < 3; at += 1) await server.services.putDocument('person', testPerson())
  const grown = await pull(head, { head, mark })
  expect(grown).toMatchObject({ isPutBack: true, changes: [] })
  expect(grown.head).toBeGreaterThan(head)
  expect((await pull(head)).changes).not.toEqual([])
})
