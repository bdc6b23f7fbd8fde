import { randomUUID } from 'node:crypto'
import { Socket } from 'node:net'
import { Client } from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { until } from '../../testing/until'
import { createSessions } from '../session/sessions'
import { startServer, type RunningServer } from '../start'
import { envelope, openConsole } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { maxRemoteRequests } from './request-budget'
import {
  agentAuth,
  chat,
  customerAuth,
  newAgent,
  openTicket,
  pointer,
  requestRemote,
  signal,
  type RemoteTestAgent,
} from './testing/remote-agent'
import { openSide, type RemoteTestSide } from './testing/remote-side'

const secret = 'a-secret-of-the-relay'
const turn = { urls: ['turn:turn.example.com'], secret }
const lines: string[] = []
const log = pino({ level: 'debug' }, { write: (line) => void lines.push(line) })

let server: TestServer
let second: RunningServer
const sides: RemoteTestSide[] = []
beforeAll(async () => {
  server = await startTestServer({ log, turn })
  second = await startServer({ port: 0, databaseUrl: server.postgres.url, log, turn })
})
afterEach(async () => {
  for (const side of sides.splice(0)) side.close()
  await server.services.db.deleteFrom('sign_in_attempt').execute()
})
afterAll(async () => {
  await second.close()
  await server.close()
})

const connect = async (on: RunningServer, auth: Record<string, unknown>, from?: string): Promise<RemoteTestSide> => {
  const side = await openSide(on.address, auth, from)
  if (typeof side === 'string') throw new Error(side)
  sides.push(side)
  return side
}
/** The console on the one server, the customer's page on the other, the picture on. */
const begin = async () => {
  const agent = await newAgent(server)
  const ticketId = await openTicket(server, agent)
  const { sessionId, code } = await requestRemote(server, agent, ticketId)
  const console = await connect(server, agentAuth(agent, sessionId))
  const page = await connect(second, customerAuth(code))
  expect(await page.act({ act: 'allow', rights: ['screen'] })).toBe('ok')
  expect(await page.act({ act: 'show' })).toBe('ok')
  await console.sees('the picture', ({ state }) => state === 'active')
  return { agent, ticketId, sessionId, code, console, page }
}

const losses: [string, string, (agent: RemoteTestAgent, ticketId: string) => Promise<unknown>][] = [
  ['signed out', 'consoleLost', ({ token }) => server.services.sessions.revoke(token)],
  [
    'signed out where this node is not told',
    'consoleLost',
    ({ token }) => createSessions(server.services.db, Date.now).revoke(token),
  ],
  [
    'got another role',
    'ticketMoved',
    ({ person }) => second.services.putDocument('person', { ...person, role: 'reviewer' } as never),
  ],
  [
    'moved out of reach of the ticket',
    'ticketMoved',
    async ({ person }, ticketId) => {
      const other = await newAgent(server)
      await server.runner.runForPerson(other.person, envelope('ticket.take', { ticketId }))
      const elsewhere = { organisationKind: 'authorised', organisationId: randomUUID() }
      await server.services.putDocument('person', { ...person, ...elsewhere } as never)
    },
  ],
]
test.each(losses)('an agent who %s sees no more after a second', async (_, end, lose) => {
  const { agent, ticketId, sessionId, console, page } = await begin()
  await lose(agent, ticketId)
  const since = performance.now()
  for (const side of [console, page])
    expect(await side.sees('the end', ({ state }) => state === 'ended')).toMatchObject({ end, endedBy: 'server' })
  expect(performance.now() - since).toBeLessThan(1500)
  await until(() => !console.socket.connected && !page.socket.connected, 'both are let go')
  expect(await openSide(server.address, agentAuth(agent, sessionId))).not.toBeTypeOf('object')
})

test('an agent who lost their role is not let in, and what they just ask for is refused', async () => {
  const { agent, sessionId, console } = await begin()
  await server.services.putDocument('person', { ...agent.person, role: 'reviewer' } as never)
  const step = { act: 'addStep', stepId: randomUUID(), text: '一', isChange: false } as const
  expect(await console.act(step)).not.toBe('ok')
  expect(await openSide(server.address, agentAuth(agent, sessionId))).not.toBeTypeOf('object')
})

test('a new code takes the place of the one that nobody typed', async () => {
  const agent = await newAgent(server)
  const ticketId = await openTicket(server, agent)
  const [first, next] = [await requestRemote(server, agent, ticketId), await requestRemote(server, agent, ticketId)]
  expect(await openSide(server.address, customerAuth(first.code))).toBe('remoteCodeSpent')
  await connect(server, customerAuth(next.code))
})

test('neither log nor the signals between nodes hold a code, a key, a token, a name or the relay’s secret', async () => {
  const listener = new Client({ connectionString: server.postgres.url })
  await listener.connect()
  const signals: string[] = []
  listener.on('notification', ({ payload }) => signals.push(payload ?? ''))
  await listener.query('listen "remote#/"')
  try {
    const { agent, sessionId, code, console, page } = await begin()
    const [key, relay] = [page.key(), page.joined()?.iceServers[0]?.credential ?? '']
    expect(await page.send(chat)).toBe('ok')
    page.socket.io.engine.close()
    await console.sees('that the page is away', ({ presence }) => presence.customer === 'away')
    const back = await connect(second, { as: 'returning', sessionId, key })
    expect(await openSide(server.address, customerAuth('222222'))).toBe('remoteCodeSpent')
    expect(await back.act({ act: 'end', end: 'customerEnded' })).toBe('ok')
    await console.sees('the end', ({ state }) => state === 'ended')
    await until(() => signals.length > 20, 'signals')
    // Attachments are signals that are too long.
    const { rows } = await listener.query<{ payload: string }>(
      "select convert_from(payload, 'UTF8') as payload from socket_io_attachments",
    )
    const passed = [...signals, ...rows.map(({ payload }) => payload)].join('\n')
    for (const word of [agent.token, code, key, secret, relay]) {
      expect(word.length).toBeGreaterThan(5)
      expect(passed).not.toContain(word)
      expect(lines.join('\n')).not.toContain(word)
    }
    for (const name of ['王会计', '李静', '请点这里']) expect(lines.join('\n')).not.toContain(name)
  } finally {
    await listener.end()
  }
})

test('a flood of handshakes, acts or garbage from one address costs another nothing', async () => {
  const { console, page } = await begin()
  const flood = await Promise.all(
    Array.from({ length: 120 }, () => openSide(server.address, customerAuth('222222'), '203.0.113.9')),
  )
  expect(flood.filter((refusal) => refusal === 'remoteCodeSpent').length).toBeLessThanOrEqual(10)
  expect(flood.filter((refusal) => typeof refusal !== 'string')).toEqual([])
  const agent = await newAgent(server)
  const { code } = await requestRemote(server, agent, await openTicket(server, agent))
  await connect(server, customerAuth(code), '203.0.113.10')

  const acts = await Promise.all(
    Array.from({ length: 60 }, (_, index) =>
      page.act({ act: 'allow', rights: index % 2 === 0 ? ['screen'] : ['screen', 'data'] }),
    ),
  )
  expect(acts.filter((answer) => answer === 'remoteTooFast').length).toBeGreaterThan(20)
  expect(await page.act({ act: 'pause' })).toBe('ok')
  const third = await begin()
  // More than a second's worth, wherever the second begins.
  for (let index = 0; index < 6000; index += 1) third.page.socket.emit('message', {} as never, () => undefined)
  await until(() => !third.page.socket.connected, 'the flood is cut off')
  expect(await console.send(pointer)).toBe('remoteNotAllowed')
  expect(await console.send(chat)).toBe('ok')
})

test('consoles that wait for their turn to connect are not cut off by this socket', async () => {
  const { hostname, port } = new URL(server.address)
  // Each stays silent and keeps its turn for a quarter of a second: the last ones wait longer than a second.
  const silent: Socket[] = []
  const answers = await Promise.all(
    Array.from(
      { length: 40 },
      () =>
        new Promise<string>((resolve) => {
          const socket = new Socket()
          silent.push(socket)
          socket.on('data', (piece: Buffer) => resolve(piece.toString('latin1').slice(0, 12)))
          socket.on('error', () => undefined)
          socket.on('close', () => resolve('cut off'))
          socket.connect(Number(port), hostname, () => {
            socket.write(
              'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n' +
                'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
            )
          })
        }),
    ),
  )
  for (const socket of silent) socket.destroy()
  expect(new Set(answers)).toEqual(new Set(['HTTP/1.1 101']))
})

test('who supervises learns of a session from its record, and comes near neither picture nor chat', async () => {
  const login = randomUUID()
  const supervisor = await addPerson(server, testPerson({ role: 'supervisor', name: '孙监' }), login)
  const watching = await openConsole(server, login)
  try {
    const everything: unknown[][] = []
    watching.socket.onAny((...heard: unknown[]) => everything.push(heard))
    const { sessionId, ticketId, console, page } = await begin()
    for (const message of [signal, chat]) expect(await page.send(message)).toBe('ok')
    await until(() => console.messages.length === 2, 'what the agent is sent')
    const changes = () => watching.pages.flatMap((one) => one.changes).filter(({ id }) => id === sessionId)
    await until(() => JSON.stringify(changes()).includes('"active"'), 'the record at the supervisor’s console')
    for (const said of ['v=0', '请点这里']) expect(JSON.stringify(everything)).not.toContain(said)
    expect(new Set(everything.map(([name]) => name))).toEqual(new Set(['changes']))

    const auth = { token: watching.token, deskId: watching.deskId, person: supervisor }
    expect(await openSide(second.address, agentAuth(auth, sessionId))).toBe('remoteNotYours')
    expect(await openSide(server.address, { as: 'returning', sessionId, key: watching.token })).toBe('remoteCodeSpent')
    // Their own session at the same ticket is another one: nothing of the first reaches it.
    const own = await requestRemote(server, auth, ticketId)
    const beside = await connect(server, agentAuth(auth, own.sessionId))
    expect(await page.send(chat)).toBe('ok')
    await until(() => console.messages.length === 3, 'the next chat line')
    expect(beside.messages).toEqual([])
  } finally {
    watching.socket.disconnect()
  }
})

test('an agent asks for so many codes in an hour and no more, wherever they ask', async () => {
  const agent = await newAgent(server)
  const ticketId = await openTicket(server, agent)
  const ask = (on: RunningServer, { token }: RemoteTestAgent): Promise<Response> =>
    fetch(`${on.address}/api/v1/remote-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticketId }),
    })
  const answers = await Promise.all(
    Array.from({ length: maxRemoteRequests + 5 }, (_, index) => ask(index % 2 === 0 ? server : second, agent)),
  )
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(maxRemoteRequests)
  const refused = await ask(second, agent)
  expect(refused.status).toBe(429)
  const { failure } = (await refused.json()) as { failure: { code: string; params: { minutes: string } } }
  expect(failure.code).toBe('remoteTooManyRequests')
  expect(Number(failure.params.minutes)).toBeGreaterThan(55)
  expect((await ask(second, await newAgent(server))).status).toBe(200)
  await server.services.db.updateTable('sign_in_attempt').set({ locked_until: Date.now() }).execute()
  expect((await ask(server, agent)).status).toBe(200)
})
