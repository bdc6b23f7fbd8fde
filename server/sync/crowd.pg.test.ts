import { randomBytes, randomUUID } from 'node:crypto'
import { connect, type Socket as RawSocket } from 'node:net'
import { sql } from 'kysely'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Person } from '#shared/domain/person'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'
import { wireVersion } from '#shared/protocol/version'
import { until } from '../../testing/until'
import { startServer } from '../start'
import { envelope } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'

const crowd = 150

let server: TestServer
let person: Person
beforeAll(async () => {
  server = await startTestServer()
  person = await addPerson(server, testPerson(), 'li')
})
afterAll(() => server.close())

type ConsoleSocket = Socket<ServerSays, ConsoleSays>

/** Connects, as often as it is refused as busy. */
const connectConsole = async (): Promise<ConsoleSocket> => {
  const deskId = randomUUID()
  const { token } = (await server.services.sessions.open(person.id, deskId))!
  for (;;) {
    const socket: ConsoleSocket = io(server.address, {
      auth: { token, deskId, wireVersion },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    const isConnected = await new Promise<boolean>((resolve, reject) => {
      socket.once('welcome', () => resolve(true))
      socket.once('connect_error', (error) => {
        socket.close()
        if ('data' in error) reject(new Error(`refused: ${JSON.stringify(error.data)}`))
        else resolve(false)
      })
    })
    if (isConnected) return socket
  }
}

const openSilentConnection = async (): Promise<RawSocket> => {
  const { hostname, port } = new URL(server.address)
  const raw = connect(Number(port), hostname)
  raw.on('error', () => undefined)
  await new Promise((resolve) => raw.once('connect', resolve))
  raw.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n\r\n`,
  )
  return raw
}

test('many consoles that connect at once all get in and read, while commands are still answered', async () => {
  const desks = Promise.all(Array.from({ length: crowd }, connectConsole))
  const worker = await connectConsole()
  const states = [{ state: 'ready' }, { state: 'notReady', reason: 'meal' }]
  for (let turn = 0; turn < 20; turn += 1) {
    const answer = await worker.emitWithAck('push', {
      commands: [envelope('agent.setState', { personId: person.id, rest: states[turn % 2] })],
    })
    expect(answer).toMatchObject({ ok: true, value: { outcomes: [{ status: 'accepted' }] } })
  }
  const all = await desks
  const pages = await Promise.all(all.map((socket) => socket.emitWithAck('pull', { after: 0, limit: 100 })))
  expect(pages.filter((page) => !page.ok)).toEqual([])
  for (const socket of [...all, worker]) socket.disconnect()
})

test('silent connections keep no console out', async () => {
  const silent = await Promise.all(Array.from({ length: 12 }, openSilentConnection))
  const desk = await connectConsole()
  expect(desk.connected).toBe(true)
  desk.disconnect()
  for (const raw of silent) raw.destroy()
  const next = await connectConsole()
  next.disconnect()
})

test('agents who disconnect together are made not ready in few transactions', async () => {
  const people = Array.from({ length: 30 }, () => testPerson())
  await server.services.putDocuments('person', people)
  for (const each of people)
    await server.runner.runForPerson(each, envelope('agent.setState', { personId: each.id, rest: { state: 'ready' } }))
  const again = await startServer({
    port: 0,
    databaseUrl: server.postgres.url,
    log: server.services.log,
    leaveAfterMs: 200,
  })
  try {
    const entities = people.map(({ id }) => `agent:${id}`)
    const left = async (): Promise<{ rows: number; transactions: number }> => {
      const {
        rows: [row],
      } = await sql<{ rows: number; transactions: number }>`
        select count(*)::int as rows, count(distinct xmin::text)::int as transactions from audit where action = 'agent.systemLeave' and entity = any(${entities}::text[])`.execute(
        server.services.db,
      )
      return row ?? { rows: 0, transactions: 0 }
    }
    await until(async () => (await left()).rows === people.length)
    expect((await left()).transactions).toBeLessThanOrEqual(3)
  } finally {
    await again.close()
  }
})
