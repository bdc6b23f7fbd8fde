import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { agentSchema } from '#shared/domain/agent'
import type { PresenceNotice } from '#shared/protocol/presence'
import type { Welcome } from '#shared/protocol/session'
import { wireVersion } from '#shared/protocol/version'
import type { TicketId } from '#shared/ids'
import type { Person } from '#shared/domain/person'
import { until } from '../../testing/until'
import { businessTicket, ring, takeCall } from '../testing/test-call'
import { envelope, openConsole, type TestConsole } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { createSessions } from '../session/sessions'
import { startServer } from '../start'

let server: TestServer
let li: Person
let wang: Person
const consoles: TestConsole[] = []
beforeAll(async () => {
  server = await startTestServer({ leaveAfterMs: 50 })
  li = await addPerson(server, testPerson({ name: '李' }), 'li')
  wang = await addPerson(server, testPerson({ name: '王' }), 'wang')
})
afterAll(async () => {
  for (const { socket } of consoles) socket.disconnect()
  await server.close()
})

const open = async (login: string, on: TestServer = server): Promise<TestConsole> => {
  const opened = await openConsole(on, login)
  consoles.push(opened)
  return opened
}

const refusal = (auth: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const socket = io(server.address, {
      auth: auth as Record<string, unknown>,
      transports: ['websocket'],
      reconnection: false,
    })
    socket.once('connect_error', (error) => {
      socket.disconnect()
      resolve((error as Error & { data: unknown }).data)
    })
    socket.once('connect', () => {
      socket.disconnect()
      reject(new Error('it was let in'))
    })
  })

describe('the handshake', () => {
  test('an old console, a wrong token, another desk and nonsense are refused with a clear error', async () => {
    const { token } = await open('li')
    expect(await refusal({ token, deskId: randomUUID(), wireVersion: 0 })).toEqual({
      code: 'consoleTooOld',
      params: { minimum: '1' },
    })
    expect(await refusal({ token: 'x'.repeat(43), deskId: randomUUID(), wireVersion: 1 })).toMatchObject({
      code: 'notSignedIn',
    })
    expect(await refusal({ token, deskId: randomUUID(), wireVersion: 1 })).toMatchObject({ code: 'notSignedIn' })
    expect(await refusal({ token: { $: 1 }, deskId: [], wireVersion: 'x' })).toMatchObject({ code: 'notSignedIn' })
  })

  test('malformed messages are answered, and the server keeps running', async () => {
    const { socket } = await open('li')
    const emit = (name: string, ...input: unknown[]): Promise<unknown> =>
      (
        socket as unknown as {
          timeout: (ms: number) => { emitWithAck: (name: string, ...input: unknown[]) => Promise<unknown> }
        }
      )
        .timeout(5000)
        .emitWithAck(name, ...input)
    const nonsense = [
      undefined,
      null,
      0,
      'x',
      [],
      {},
      { commands: [] },
      { commands: [{ id: 1 }] },
      { after: -1, limit: 1 },
      { after: 0, limit: 1e9 },
      { cursor: { noun: 7 }, limit: 5 },
      { ticketId: 'x' },
    ]
    for (const name of ['push', 'pull', 'bootstrap', 'presence']) {
      for (const input of nonsense)
        expect(await emit(name, input)).toMatchObject({ ok: false, failure: { code: 'badInput' } })
      expect(await emit(name)).toMatchObject({ ok: false, failure: { code: 'badInput' } })
    }
    expect(await emit('bootstrap', { cursor: { noun: 'ticket', afterId: "' or 1" }, limit: 5 })).toMatchObject({
      ok: false,
      failure: { code: 'badInput' },
    })
    expect(await emit('bootstrap', { cursor: { noun: 'nothing', afterId: null }, limit: 5 })).toMatchObject({
      ok: true,
    })
    expect(await emit('pull', { after: Number.MAX_SAFE_INTEGER, limit: 5 })).toMatchObject({
      ok: true,
      value: { changes: [] },
    })
    socket.emit('pull', 'no way to answer' as never, undefined as never)
    expect(await emit('pull', { after: 0, limit: 5 })).toMatchObject({ ok: true })
  })
})

describe('what readers are sent', () => {
  test('a push is answered in order, others receive it, and pages have no gap', async () => {
    const [desk, other] = [await open('li'), await open('wang')]
    const ticket = businessTicket(await takeCall(server, li))
    const commands = [
      envelope('ticket.open', ticket),
      ...Array.from({ length: 30 }, (_, index) =>
        envelope('ticket.edit', { ticketId: ticket.ticketId, changes: { subject: `第 ${index} 次` } }),
      ),
    ]
    const answers = await Promise.all(
      [commands.slice(0, 10), commands.slice(10, 20), commands.slice(20)].map((part) =>
        desk.socket.emitWithAck('push', { commands: part }),
      ),
    )
    const outcomes = answers.flatMap((answer) => (answer.ok ? answer.value.outcomes : []))
    expect(outcomes.map((outcome) => outcome.id)).toEqual(commands.map((command) => command.id))
    expect(outcomes.map((outcome) => (outcome.status === 'accepted' ? outcome.version : 0))).toEqual(
      commands.map((_, index) => index + 3),
    )
    const lastReceived = (): unknown =>
      other.pages
        .flatMap((page) => page.changes)
        .filter((change) => change.id === ticket.ticketId)
        .at(-1)
    await until(() => (lastReceived() as { version?: number } | undefined)?.version === 33)
    expect(lastReceived()).toMatchObject({ body: { subject: '第 29 次' } })
    other.pages.reduce((upTo, page) => {
      expect(page.after).toBeLessThanOrEqual(upTo)
      return page.upTo
    }, other.pages[0]?.after ?? 0)
    const received = other.pages
      .flatMap((page) => page.changes)
      .filter((change) => change.id === ticket.ticketId)
      .flatMap((change) => (change.kind === 'put' ? change.events : []))
    expect(new Set(received.map((event) => event.version)).size).toBe(33)
  })

  test('a ringing call is sent only to the people rung', async () => {
    const [desk, other] = [await open('li'), await open('wang')]
    const callId = await ring(server, [li])
    await until(() => desk.pages.some((page) => page.changes.some((change) => change.id === callId)))
    await server.services.putDocument('organisation', {
      id: randomUUID(),
      name: '后',
      kind: 'authorised',
      region: '',
      phone: '',
      address: '',
    } as never)
    await until(
      () =>
        other.pages.length > 0 &&
        other.pages.some((page) => page.changes.some((change) => change.noun === 'organisation')),
    )
    expect(other.pages.some((page) => page.changes.some((change) => change.id === callId))).toBe(false)
  })

  test('a large step is sent as a gap', async () => {
    const { pages } = await open('li')
    const many = Array.from({ length: 400 }, () => ({
      id: randomUUID(),
      name: '多',
      kind: 'authorised',
      region: '',
      phone: '',
      address: '',
    }))
    await server.services.putDocuments('organisation', many as never)
    await until(() => pages.some((page) => page.after === page.upTo && page.changes.length === 0))
  })

  test('presence on a ticket is sent to everybody who has it open, across two nodes', async () => {
    const second = await startServer({ port: 0, databaseUrl: server.postgres.url, log: server.services.log })
    try {
      const [here, there] = [await open('li'), await open('wang', { ...second, postgres: server.postgres })]
      const ticketId = randomUUID() as TicketId
      const received: PresenceNotice[] = []
      here.socket.on('presence', (presence) => received.push(presence))
      await here.socket.emitWithAck('presence', { ticketId })
      await until(async () => {
        await there.socket.emitWithAck('presence', { ticketId })
        return received.some((presence) => presence.people.length === 2)
      })
      expect(
        received
          .find((presence) => presence.people.length === 2)
          ?.people.map((person) => person.name)
          .sort(),
      ).toEqual(['李', '王'])
      there.socket.disconnect()
      await until(() => received.at(-1)?.people.length === 1)
      const remote = await open('wang', { ...second, postgres: server.postgres })
      const callId = await ring(server, [wang])
      await until(() => remote.pages.some((page) => page.changes.some((change) => change.id === callId)))
    } finally {
      await second.close()
    }
  })
})

describe('people', () => {
  test('a person whose role changes gets a new welcome with another scopes key', async () => {
    const person = await addPerson(server, testPerson(), 'sun')
    const { socket } = await open('sun')
    const welcomes: Welcome[] = []
    socket.on('welcome', (welcome) => welcomes.push(welcome))
    await server.services.putDocument('person', { ...person, role: 'supervisor' })
    await until(() => welcomes.length === 1 && welcomes[0]?.person.role === 'supervisor')
  })

  test('signing out ends every socket of the session', async () => {
    const { socket, token } = await open('li')
    const events: string[] = []
    socket.on('signedOut', () => events.push('signedOut'))
    socket.on('disconnect', () => events.push('disconnect'))
    await fetch(`${server.address}/api/v1/session`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
    await until(() => events.length === 2)
    expect(events).toEqual(['signedOut', 'disconnect'])
  })

  test('a session that ended without a message between nodes ends on every node, and others stay', async () => {
    let ahead = 0
    const clock = (): number => Date.now() + ahead
    const nodes = await Promise.all(
      [1, 2].map(() =>
        startServer({ port: 0, databaseUrl: server.postgres.url, log: server.services.log, sessionLookMs: 100, clock }),
      ),
    )
    try {
      const signedOut: string[] = []
      const openOn = async (node: number, name: string): Promise<TestConsole> => {
        const opened = await open('li', { ...(nodes[node] ?? server), postgres: server.postgres })
        opened.socket.on('signedOut', () => signedOut.push(name))
        return opened
      }
      const [here, there, staying] = [await openOn(0, 'here'), await openOn(1, 'there'), await openOn(1, 'staying')]
      const silent = createSessions(server.services.db, clock)
      await silent.revoke(there.token)
      await until(() => !there.socket.connected)
      await silent.revoke(here.token)
      await until(() => !here.socket.connected)
      expect(signedOut).toEqual(['there', 'here'])
      expect(await staying.socket.emitWithAck('pull', { after: 0, limit: 1 })).toMatchObject({ ok: true })
      ahead = 24 * 3_600_000
      await until(() => !staying.socket.connected)
      expect(signedOut).toEqual(['there', 'here', 'staying'])
    } finally {
      for (const node of nodes) await node.close()
    }
  })

  test('a connection in the second half of a session keeps all its desks', async () => {
    let ahead = 0
    const node = await startServer({
      port: 0,
      databaseUrl: server.postgres.url,
      log: server.services.log,
      sessionLookMs: 50,
      clock: () => Date.now() + ahead,
    })
    try {
      const { socket, token, deskId } = await open('li', { ...node, postgres: server.postgres })
      ahead = 13 * 3_600_000
      const again = io(node.address, {
        auth: { token, deskId, wireVersion },
        transports: ['websocket'],
        reconnection: false,
      })
      await new Promise((resolve, reject) => {
        again.once('welcome', resolve)
        again.once('connect_error', reject)
      })
      ahead = 25 * 3_600_000
      let checks = 0
      const { sessions } = node.services
      const { findActive } = sessions
      sessions.findActive = async (hashes) => {
        checks += 1
        return findActive(hashes)
      }
      await until(() => checks >= 3)
      expect([socket.connected, again.connected]).toEqual([true, true])
      again.disconnect()
    } finally {
      await node.close()
    }
  })

  test('after a restart agents who do not reconnect are not ready, and those who do stay ready', async () => {
    const people = await Promise.all(
      ['gone', 'back', 'rung', 'meal'].map((login) => addPerson(server, testPerson({ name: login }), login)),
    )
    const [gone, back, rung, meal] = people as [Person, Person, Person, Person]
    const rest = (person: Person, state: object) =>
      server.runner.runForPerson(person, envelope('agent.setState', { personId: person.id, rest: state }))
    for (const person of [gone, back, rung]) await rest(person, { state: 'ready' })
    await rest(meal, { state: 'notReady', reason: 'meal' })
    const callId = await ring(server, [rung])
    const stateOf = async ({ id }: Person) =>
      agentSchema.parse(
        (
          await server.services.db
            .selectFrom('document')
            .select('body')
            .where('noun', '=', 'agent')
            .where('id', '=', id)
            .executeTakeFirst()
        )?.body,
      )
    const again = await startServer({
      port: 0,
      databaseUrl: server.postgres.url,
      log: server.services.log,
      leaveAfterMs: 1500,
    })
    try {
      await open('back', { ...again, postgres: server.postgres })
      await until(async () => (await stateOf(gone)).reason === 'disconnected')
      await until(async () => (await stateOf(rung)).next.state === 'notReady')
      await again.runner.runSystem([{ name: 'call.systemEnd', args: { callId, cause: 'timedOut' } }])
      expect(await stateOf(rung)).toMatchObject({ state: 'notReady', reason: 'disconnected' })
      expect(await stateOf(back)).toMatchObject({ state: 'ready' })
      expect(await stateOf(meal)).toMatchObject({ state: 'notReady', reason: 'meal' })
    } finally {
      await again.close()
    }
  })

  test('an agent whose desk disconnects is made not ready', async () => {
    const person = await addPerson(server, testPerson(), 'zhou')
    const { socket } = await open('zhou')
    await server.runner.runForPerson(
      person,
      envelope('agent.setState', { personId: person.id, rest: { state: 'ready' } }),
    )
    socket.disconnect()
    await until(async () => {
      const row = await server.services.db
        .selectFrom('document')
        .select('body')
        .where('noun', '=', 'agent')
        .where('id', '=', person.id)
        .executeTakeFirst()
      return agentSchema.parse(row?.body).reason === 'disconnected'
    })
  })
})
