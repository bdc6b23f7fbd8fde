import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentSchema } from '#shared/domain/agent'
import type { Person } from '#shared/domain/person'
import { ticketSchema } from '#shared/domain/ticket'
import { businessTicket, ring, takeCall, testCustomer } from '../testing/test-call'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.UTC(2026, 10, 23, 17) })
})
afterAll(() => server.close())

const bodyOf = async (noun: string, id: string): Promise<Record<string, unknown> | undefined> =>
  (
    await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', noun)
      .where('id', '=', id)
      .executeTakeFirst()
  )?.body
const agentOf = async (id: string) => agentSchema.parse(await bodyOf('agent', id))
const countOf = async (table: 'event' | 'feed' | 'audit' | 'command'): Promise<number> =>
  Number(
    (
      await server.services.db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const counts = async () => Promise.all([countOf('event'), countOf('feed'), countOf('audit'), countOf('command')])

describe('the same id', () => {
  test('gets the first answer again and takes effect once, also when sent concurrently', async () => {
    const person = testPerson()
    const callId = await takeCall(server, person)
    const command = envelope('ticket.open', businessTicket(callId))
    const first = await Promise.all([1, 2, 3, 4].map(() => server.runner.runForPerson(person, command)))
    for (const one of first) expect(one).toEqual(first[0])
    expect(first[0]).toMatchObject({ status: 'accepted', noun: 'ticket', version: 3 })
    const before = await counts()
    expect(await server.runner.runForPerson(person, { ...command, args: {} })).toEqual(first[0])
    expect(await counts()).toEqual(before)
    expect(await server.runner.runForPerson(testPerson(), command)).toMatchObject({
      status: 'refused',
      failure: { code: 'notAllowed' },
    })
  })

  test('gets the same refusal again, audited once', async () => {
    const person = testPerson()
    const callId = await takeCall(server, testPerson())
    const command = envelope('ticket.open', businessTicket(callId))
    const refused = await server.runner.runForPerson(person, command)
    expect(refused).toMatchObject({ status: 'refused', failure: { code: 'callNotForYou' } })
    expect(await server.runner.runForPerson(person, command)).toEqual(refused)
    const rows = await server.services.db
      .selectFrom('audit')
      .select(['outcome', 'entity'])
      .where('person_id', '=', person.id)
      .execute()
    expect(rows).toEqual([{ outcome: 'callNotForYou', entity: `ticket:${command.args['ticketId'] as string}` }])
  })

  test('of a system key applies once', async () => {
    const commands = [{ name: 'agent.systemLeave' as const, args: { personId: randomUUID() } }]
    const answers = await Promise.all([1, 2, 3].map(() => server.runner.runSystem(commands, { key: 'cti:1' })))
    expect(answers.filter((answer) => answer.applied)).toHaveLength(1)
  })
})

describe('what follows in the same transaction', () => {
  test('both of two tickets that follow each other say so, once, and the later one has its number', async () => {
    const person = testPerson()
    await server.services.putDocument('person', person)
    const older = businessTicket(await takeCall(server, person))
    await server.runner.runForPerson(person, envelope('ticket.open', older))
    const ticketId = randomUUID()
    const { kind, subject, description, priority, problemDomain, referral } = older
    const command = envelope('ticket.openAfter', {
      ...{ ticketId, afterTicketId: older.ticketId, reason: 'secondProblem', text: '' },
      ...{ kind, subject, description, priority, problemDomain, referral },
    })
    for (let time = 0; time < 2; time += 1)
      expect(await server.runner.runForPerson(person, command)).toMatchObject({ status: 'accepted' })
    const ticket = ticketSchema.parse(await bodyOf('ticket', ticketId))
    expect(ticket).toMatchObject({ callId: older.callId, origin: { afterTicketId: older.ticketId } })
    expect(ticket.number).not.toBeNull()
    const followed = await server.services.db
      .selectFrom('event')
      .select('data')
      .where('entity_id', '=', older.ticketId)
      .where('name', '=', 'ticket.followed')
      .execute()
    expect(followed).toEqual([{ data: { followerId: ticketId, reason: 'secondProblem', personId: person.id } }])
  })

  test('agents ring, talk, are released, wrap up and are ready again', async () => {
    const [taker, other, busy] = [testPerson(), testPerson(), testPerson()]
    await server.runner.runForPerson(
      busy,
      envelope('agent.setState', { personId: busy.id, rest: { state: 'notReady', reason: 'meal' } }),
    )
    const callId = await ring(server, [taker, other, busy])
    expect([(await agentOf(taker.id)).state, (await agentOf(other.id)).state, (await agentOf(busy.id)).state]).toEqual([
      'ringing',
      'ringing',
      'notReady',
    ])
    await server.runner.runForPerson(taker, envelope('call.answer', { callId }))
    expect([(await agentOf(taker.id)).state, (await agentOf(other.id)).state]).toEqual(['talking', 'ready'])
    await server.runner.runForPerson(taker, envelope('call.hangUp', { callId }))
    expect((await agentOf(taker.id)).state).toBe('afterCall')
    await server.runner.runForPerson(taker, envelope('call.dispose', { callId, disposition: 'advised', note: '' }))
    expect((await agentOf(taker.id)).state).toBe('ready')
  })

  test('concurrent tickets are numbered by the day in Shanghai, without gaps', async () => {
    const people = Array.from({ length: 6 }, () => testPerson())
    const calls = await Promise.all(people.map((person) => takeCall(server, person)))
    const tickets = calls.map((callId) => businessTicket(callId))
    await Promise.all(
      people.map((person, index) => server.runner.runForPerson(person, envelope('ticket.open', tickets[index] ?? {}))),
    )
    const numbers = await Promise.all(
      tickets.map(async ({ ticketId }) => ticketSchema.parse(await bodyOf('ticket', ticketId)).number),
    )
    const suffixes = numbers.map((number) => Number(number?.replace(/^T-20261124-/, ''))).sort((a, b) => a - b)
    expect(suffixes.map((suffix) => suffix - (suffixes[0] ?? 0))).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('a solution link credits the article', async () => {
    const person = testPerson()
    const [articleId, callId] = [randomUUID(), await takeCall(server, person)]
    await server.runner.runSystem([
      {
        name: 'article.import',
        args: {
          article: {
            id: articleId,
            sourceId: null,
            title: '标题',
            body: '',
            product: '',
            versions: '',
            problemDomain: null,
            errorCodes: [],
          },
        },
      },
    ])
    const ticket = businessTicket(callId)
    await server.runner.runForPerson(person, envelope('ticket.open', ticket))
    await server.runner.runForPerson(
      person,
      envelope('ticket.linkArticle', { ticketId: ticket.ticketId, articleId, isSolution: true }),
    )
    expect(await bodyOf('article', articleId)).toMatchObject({ solvedCount: 1 })
  })
})

describe('what people send', () => {
  test('an unknown command, wrong args and a foreign document are refused with a clear error', async () => {
    const foreigner = testPerson({ organisationKind: 'authorised', organisationId: randomUUID() })
    const owner = testPerson()
    const ticket = businessTicket(await takeCall(server, owner))
    await server.runner.runForPerson(owner, envelope('ticket.open', ticket))
    const codeOf = async (name: string, args: object): Promise<unknown> => {
      const outcome = await server.runner.runForPerson(foreigner, {
        ...envelope('ticket.note', {}),
        name,
        args: { ...args },
      })
      return outcome.status === 'refused' ? outcome.failure.code : 'accepted'
    }
    expect(await codeOf('ticket.vanish', {})).toBe('unknownCommand')
    expect(await codeOf('__proto__', {})).toBe('unknownCommand')
    expect(await codeOf('ticket.systemNumber', { ticketId: ticket.ticketId, number: '1' })).toBe('unknownCommand')
    expect(await codeOf('ticket.note', { ticketId: 'no', text: '' })).toBe('badInput')
    expect(await codeOf('ticket.note', { ticketId: ticket.ticketId, text: 'x' })).toBe('outOfScope')
  })

  test('a person who was rung learns what became of the call, and may not act on it any more', async () => {
    const [first, second] = [testPerson(), testPerson()]
    const codeOf = async (
      name: 'call.answer' | 'call.hangUp' | 'call.chooseCustomer' | 'call.dispose',
      args: object,
    ): Promise<unknown> => {
      const outcome = await server.runner.runForPerson(second, envelope(name, { ...args }))
      return outcome.status === 'refused' ? outcome.failure.code : 'accepted'
    }
    const customer = testCustomer()
    await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
    const callId = await ring(server, [first, second])
    await server.runner.runForPerson(first, envelope('call.answer', { callId }))
    expect(await codeOf('call.answer', { callId })).toBe('callTaken')
    expect(await codeOf('call.hangUp', { callId })).toBe('callNotForYou')
    expect(await codeOf('call.chooseCustomer', { callId, customerId: customer.id })).toBe('callNotForYou')
    await server.runner.runForPerson(first, envelope('call.hangUp', { callId }))
    expect(await codeOf('call.answer', { callId })).toBe('callEnded')
    expect(await codeOf('call.dispose', { callId, disposition: 'advised', note: '' })).toBe('callNotForYou')
  })

  test('text in any script is stored, without characters that PostgreSQL cannot store', async () => {
    const person = testPerson()
    const ticket = businessTicket(await takeCall(server, person), { subject: 'a\0b 😀 \ud800 שלום 特急' })
    expect(await server.runner.runForPerson(person, envelope('ticket.open', ticket))).toMatchObject({
      status: 'accepted',
    })
    expect(await bodyOf('ticket', ticket.ticketId)).toMatchObject({ subject: 'ab 😀 \ufffd שלום 特急' })
  })

  test('a ticket stores every field it was opened with, and somebody else’s call cannot open one', async () => {
    const person = testPerson()
    const callId = await takeCall(server, person)
    const facts = {
      subject: '主题',
      description: '说明',
      priority: 'A',
      problemDomain: 'supplyChain',
      product: 'NC Cloud',
      productVersion: '2207',
      callerName: '王会计',
      callerPhone: '+8613800138009',
    }
    const ticket = businessTicket(callId, facts)
    expect(await server.runner.runForPerson(testPerson(), envelope('ticket.open', ticket))).toMatchObject({
      failure: { code: 'callNotForYou' },
    })
    expect(await bodyOf('ticket', ticket.ticketId)).toBeUndefined()
    expect(await server.runner.runForPerson(person, envelope('ticket.open', ticket))).toMatchObject({
      status: 'accepted',
    })
    expect(await bodyOf('ticket', ticket.ticketId)).toMatchObject({
      ...facts,
      callId,
      queue: 'technical',
      kind: 'business',
      ownerId: person.id,
      openedBy: person.id,
      status: 'inProgress',
      referral: null,
    })
  })

  test('a missing article cannot be linked, and concurrent solution links are all counted', async () => {
    const people = Array.from({ length: 6 }, () => testPerson())
    const articleId = randomUUID()
    const tickets = await Promise.all(
      people.map(async (person) => {
        const ticket = businessTicket(await takeCall(server, person))
        await server.runner.runForPerson(person, envelope('ticket.open', ticket))
        return ticket.ticketId
      }),
    )
    const linkAll = () =>
      Promise.all(
        people.map((person, index) =>
          server.runner.runForPerson(
            person,
            envelope('ticket.linkArticle', { ticketId: tickets[index], articleId, isSolution: true }),
          ),
        ),
      )
    for (const outcome of await linkAll())
      expect(outcome).toMatchObject({ status: 'refused', failure: { code: 'notFound' } })
    await server.runner.runSystem([
      {
        name: 'article.import',
        args: {
          article: {
            id: articleId,
            sourceId: null,
            title: '标题',
            body: '',
            product: '',
            versions: '',
            problemDomain: null,
            errorCodes: [],
          },
        },
      },
    ])
    const began = performance.now()
    for (const outcome of await linkAll()) expect(outcome).toMatchObject({ status: 'accepted' })
    expect(await bodyOf('article', articleId)).toMatchObject({ solvedCount: 6 })
    // A deadlock would be found by PostgreSQL only after a second.
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test('a customer’s file is opened only on a valid basis, and every attempt is one audit row', async () => {
    const person = testPerson()
    await server.services.putDocument('person', person)
    const contactId = randomUUID()
    const customer = testCustomer({ contacts: [{ id: contactId, name: '李', title: '', phones: [] }] })
    await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
    const callId = randomUUID()
    const candidates = [{ customerId: customer.id, contactId }]
    await server.runner.runSystem([
      {
        name: 'call.systemRing',
        args: { callId, direction: 'in', from: null, to: null, queue: 'technical', rung: [person.id], candidates },
      },
    ])
    const access = async (who: Person, basis: object): Promise<string> => {
      const outcome = await server.runner.runForPerson(
        who,
        envelope('customer.access', { customerId: customer.id, basis, contactId: null }),
      )
      return outcome.status === 'accepted' ? 'accepted' : outcome.failure.code
    }
    const bases = [
      { kind: 'call', callId },
      { kind: 'call', callId: randomUUID() },
      { kind: 'ticket', ticketId: randomUUID() },
      { kind: 'reason', reason: '回访客户' },
    ]
    const codes: string[] = []
    for (const basis of bases) codes.push(await access(person, basis))
    codes.push(await access(testPerson(), { kind: 'call', callId }))
    expect(codes).toEqual(['accepted', 'accessBasisMissing', 'accessBasisMissing', 'accepted', 'accessBasisMissing'])
    const rows = await server.services.db
      .selectFrom('audit')
      .select(['outcome', 'detail'])
      .where('entity', '=', `customer:${customer.id}`)
      .where('action', '=', 'customer.access')
      .orderBy('seq')
      .execute()
    expect(rows.map((row) => row.outcome)).toEqual(codes)
    expect(rows.map((row) => row.detail['basis'])).toEqual([...bases, { kind: 'call', callId }])
  })

  test('a number that is shown is one audit row without the number, also pushed twice and late', async () => {
    const person = testPerson()
    await server.services.putDocument('person', person)
    const callId = await takeCall(server, person)
    const number = '+8613912345678'
    const ticket = businessTicket(callId, { callerPhone: number })
    await server.runner.runForPerson(person, envelope('ticket.open', ticket))
    const before = await counts()
    const actedAt = Date.UTC(2026, 10, 23, 16)
    const reveal = {
      ...envelope('ticket.revealPhone', { ticketId: ticket.ticketId, phone: 'caller' }),
      actedAt,
    }
    const [first] = await server.runner.runPush(person, [reveal, reveal])
    expect(first).toMatchObject({ status: 'accepted' })
    expect(await server.runner.runPush(person, [reveal])).toEqual([first])
    const ofCall = envelope('call.revealPhone', { callId })
    expect(await server.runner.runForPerson(person, ofCall)).toMatchObject({ status: 'accepted' })
    const after = await counts()
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([0, 0, 2, 2])
    const rows = await server.services.db
      .selectFrom('audit')
      .select(['person_id', 'action', 'entity', 'outcome', 'detail'])
      .where('action', 'in', ['ticket.revealPhone', 'call.revealPhone'])
      .where('person_id', '=', person.id)
      .orderBy('seq')
      .execute()
    expect(rows).toMatchObject([
      {
        action: 'ticket.revealPhone',
        entity: `ticket:${ticket.ticketId}`,
        outcome: 'accepted',
        detail: { phone: 'caller', commandId: reveal.id, deskId: reveal.deskId, actedAt },
      },
      { action: 'call.revealPhone', entity: `call:${callId}`, detail: { deskId: ofCall.deskId } },
    ])
    expect(JSON.stringify(rows)).not.toMatch(/13912345678|13800138000/)
    const other = testPerson()
    await server.services.putDocument('person', other)
    expect(
      await server.runner.runForPerson(
        other,
        envelope('ticket.revealPhone', { ticketId: ticket.ticketId, phone: 'caller' }),
      ),
    ).toMatchObject({ status: 'refused', failure: { code: 'phoneNotYours' } })
  })

  test('opening a file writes one audit row with its basis and no event', async () => {
    const person = testPerson()
    const customer = testCustomer({
      contacts: [{ id: randomUUID(), name: '李', title: '', phones: ['0086 138-0013-8001'] }],
    })
    await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
    const before = await counts()
    const outcome = await server.runner.runForPerson(
      person,
      envelope('customer.access', {
        customerId: customer.id,
        basis: { kind: 'reason', reason: '回访客户' },
        contactId: null,
      }),
    )
    expect(outcome).toMatchObject({ status: 'accepted', version: 1 })
    const after = await counts()
    expect(after.map((count, index) => count - (before[index] ?? 0))).toEqual([0, 0, 1, 1])
    const found = await server.services.db
      .selectFrom('contact_phone')
      .select('customer_id')
      .where('number', '=', '+8613800138001')
      .execute()
    expect(found).toEqual([{ customer_id: customer.id }])
  })
})
