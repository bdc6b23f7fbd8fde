import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { pause } from '#shared/async/pause'
import type { RemoteRight } from '#shared/domain/remote-session'
import { until } from '../../testing/until'
import { envelope } from '../testing/test-console'
import { startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { maxCodeGuesses } from './code-guesses'
import {
  agentAuth,
  changeMark,
  chat,
  customerAuth,
  newAgent,
  openTicket,
  pointer,
  requestRemote,
  signal,
} from './testing/remote-agent'
import { openSide, type RemoteTestSide } from './testing/remote-side'

let server: TestServer
let now = Date.now()
const sides: RemoteTestSide[] = []
beforeAll(async () => {
  server = await startTestServer({
    clock: () => now,
    remoteGraceMs: 400,
    turn: {
      urls: ['stun:turn.example.com', 'turn:turn.example.com?transport=tcp'],
      secret: 'a-secret-of-the-relay',
    },
  })
})
afterEach(async () => {
  for (const side of sides.splice(0)) side.close()
  await server.services.db.deleteFrom('sign_in_attempt').execute()
})
afterAll(() => server.close())

const connect = async (auth: Record<string, unknown>): Promise<RemoteTestSide> => {
  const side = await openSide(server.address, auth)
  if (typeof side === 'string') throw new Error(side)
  sides.push(side)
  return side
}
const begin = async (rights: RemoteRight[] = ['screen']) => {
  const agent = await newAgent(server)
  const ticketId = await openTicket(server, agent)
  const { sessionId, code } = await requestRemote(server, agent, ticketId)
  const console = await connect(agentAuth(agent, sessionId))
  const page = await connect(customerAuth(code))
  if (rights.length > 0) {
    expect(await page.act({ act: 'allow', rights })).toBe('ok')
    if (rights.includes('screen')) expect(await page.act({ act: 'show' })).toBe('ok')
  }
  return { agent, ticketId, sessionId, code, console, page }
}
test('the code is read out, the customer allows, the picture is on; what is withdrawn passes no more', async () => {
  const { console, page, sessionId, code } = await begin([])
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/)
  const seen = await page.sees('who asks', ({ presence }) => presence.agent === 'here')
  expect(seen).toMatchObject({ state: 'identified', agentName: '李静', contactName: '王会计', sessionId })
  expect(seen.ticketNumber).toMatch(/^T-\d{8}-\d{4}$/)

  expect(await console.send(chat)).toBe('ok')
  await until(() => page.messages.length === 1, 'the chat line')
  expect(await page.send(signal)).toBe('remoteNotAllowed')
  expect(await page.act({ act: 'allow', rights: ['screen', 'settings'] })).toBe('ok')
  expect(await page.send(signal)).toBe('ok')
  expect(await console.send(pointer)).toBe('remoteNotAllowed')
  expect(await page.act({ act: 'show' })).toBe('ok')
  await console.sees('the picture', ({ state }) => state === 'active')
  expect(await console.send(changeMark)).toBe('ok')
  await until(() => page.messages.length === 2, 'the mark')

  expect(await page.act({ act: 'allow', rights: ['screen'] })).toBe('ok')
  expect(await console.send(changeMark)).toBe('remoteNotAllowed')
  expect(await console.send(pointer)).toBe('ok')
  expect(await page.act({ act: 'pause' })).toBe('ok')
  expect(await console.act({ act: 'resume' })).toBe('remotePausedByCustomer')
  expect(await console.send(pointer)).toBe('remoteNotAllowed')
  expect(await page.act({ act: 'resume' })).toBe('ok')
  expect(await console.act({ act: 'allow', rights: ['screen', 'settings'] })).toBe('remoteNotYours')

  expect(await page.act({ act: 'end', end: 'captureStopped' })).toBe('ok')
  expect(await console.sees('the end', ({ state }) => state === 'ended')).toMatchObject({
    end: 'captureStopped',
    endedBy: 'customer',
    rights: [],
  })
  await until(() => !console.socket.connected && !page.socket.connected, 'both are let go')
})

test('a code is good once, for ten minutes, and for nobody who guesses', async () => {
  const agent = await newAgent(server)
  const ticketId = await openTicket(server, agent)
  const first = await requestRemote(server, agent, ticketId)
  const spoken = `${first.code.slice(0, 3).toLowerCase()}－${first.code.slice(3)}`
  await connect(customerAuth(spoken))
  expect(await openSide(server.address, customerAuth(first.code))).toBe('remoteCodeSpent')

  const late = await requestRemote(server, agent, ticketId)
  now += 10 * 60_000
  expect(await openSide(server.address, customerAuth(late.code))).toBe('remoteCodeSpent')

  const good = await requestRemote(server, agent, ticketId)
  await server.services.db.deleteFrom('sign_in_attempt').execute()
  for (let guess = 0; guess < maxCodeGuesses; guess += 1)
    expect(await openSide(server.address, customerAuth('222222'))).toBe('remoteCodeSpent')
  expect(await openSide(server.address, customerAuth(good.code))).toBe('remoteTooManyCodes')
  // What was guessed from here costs nobody elsewhere anything.
  expect(
    await server.services.db.deleteFrom('sign_in_attempt').where('key', 'like', 'remote:address:%').execute(),
  ).toBeTruthy()
  await connect(customerAuth(good.code))
})

test('both sides learn the relay, with a credential that ends with the consent', async () => {
  const { console, page, sessionId } = await begin()
  const { consentUntil } = await console.sees('the picture', ({ state }) => state === 'active')
  const back = await connect({ as: 'returning', sessionId, key: page.key() })
  const [stun, turn] = (await back.sees('the session', () => true), back.joined()?.iceServers ?? [])
  expect(stun).toEqual({ urls: ['stun:turn.example.com'] })
  expect(turn).toMatchObject({
    urls: ['turn:turn.example.com?transport=tcp'],
    username: `${Math.floor((consentUntil ?? 0) / 1000)}:${sessionId}`,
  })
  expect(console.joined()?.iceServers).toHaveLength(2)
})

test('only the agent whose session it is may join it, and only on their own desk', async () => {
  const { sessionId, agent } = await begin()
  const other = await newAgent(server)
  expect(await openSide(server.address, agentAuth(other, sessionId))).toBe('remoteNotYours')
  expect(await openSide(server.address, agentAuth({ ...agent, deskId: randomUUID() }, sessionId))).toBe('notSignedIn')
  expect(await openSide(server.address, agentAuth(agent, randomUUID()))).toBe('notFound')
  expect(await openSide(server.address, { as: 'returning', sessionId, key: 'x'.repeat(43) })).toBe('remoteCodeSpent')
  expect(await openSide(server.address, { as: 'nobody' })).toBe('badInput')
})

test('a page that comes back within the grace goes on without a new consent; one that does not is over', async () => {
  const { console, page, sessionId } = await begin()
  const key = page.key()
  page.socket.io.engine.close()
  await console.sees('that the page is away', ({ presence }) => presence.customer === 'away')
  const back = await connect({ as: 'returning', sessionId, key })
  await console.sees(
    'that the page is back',
    ({ presence, state }) => presence.customer === 'here' && state === 'active',
  )
  expect(await console.send(pointer)).toBe('ok')
  // A second tab takes the place of the first.
  const second = await connect({ as: 'returning', sessionId, key })
  await until(() => !back.socket.connected, 'the first tab is let go')
  second.socket.io.engine.close()
  expect(await console.sees('the end', ({ state }) => state === 'ended')).toMatchObject({
    end: 'pageLost',
    endedBy: 'server',
  })
  expect(await openSide(server.address, { as: 'returning', sessionId, key })).toBe('remoteEnded')
})

test('a page that answers no more is told from one that is gone', async () => {
  const { console, page } = await begin()
  page.socket.off('alive')
  await console.sees('that the page is frozen', ({ presence }) => presence.customer === 'frozen')
  expect(await console.sees('the end', ({ state }) => state === 'ended')).toMatchObject({ end: 'pageFrozen' })
}, 20_000)

test('a page that is closed says so by itself; nobody else can', async () => {
  const { console, page, sessionId } = await begin()
  const close = async (body: unknown): Promise<number> => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(`${server.address}/r/closed`, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }
  const refused = [null, {}, { sessionId }, { sessionId: 'x', key: page.key() }, { sessionId, key: 'x'.repeat(43) }]
  for (const body of refused) expect(await close(body)).toBe(400)
  expect(await close({ sessionId, key: page.key(), more: 'x'.repeat(2000) })).toBe(413)
  expect(console.view()?.state).toBe('active')
  expect(await close({ sessionId, key: page.key() })).toBe(204)
  page.close()
  expect(await console.sees('the end', ({ state }) => state === 'ended')).toMatchObject({
    end: 'pageClosed',
    endedBy: 'customer',
  })
  expect(await close({ sessionId, key: page.key() })).toBe(204)
})

test('a page that was loaded again keeps its consent, and has no picture until one is chosen', async () => {
  const { console, page, sessionId } = await begin()
  const body = JSON.stringify({ sessionId, key: page.key() })
  const headers = { 'content-type': 'application/json' }
  page.close()
  await fetch(`${server.address}/r/closed`, { method: 'POST', headers, body })
  const again = await connect({ as: 'returning', sessionId, key: page.key() })
  expect(await again.act({ act: 'hide' })).toBe('ok')
  expect(await console.sees('no picture', ({ state }) => state === 'consented')).toMatchObject({ rights: ['screen'] })
  expect(await console.act({ act: 'hide' })).toBe('remoteNotYours')
  await pause(600)
  expect(again.view()?.state).toBe('consented')
  expect(await again.act({ act: 'show' })).toBe('ok')
})

test('only the page says that its picture is covered', async () => {
  const { console, page } = await begin()
  expect(await page.send({ kind: 'cover', isCovered: true })).toBe('ok')
  await until(() => console.messages.some(({ kind }) => kind === 'cover'), 'that it is covered')
  expect(await console.send({ kind: 'cover', isCovered: false })).toBe('remoteNotAllowed')
})

test('a ticket that is taken over ends it within a second, on both sides', async () => {
  const { console, page, ticketId } = await begin()
  await server.runner.runForPerson(testPerson(), envelope('ticket.take', { ticketId }))
  for (const side of [console, page])
    expect(await side.sees('the end', ({ state }) => state === 'ended')).toMatchObject({ end: 'ticketMoved' })
})

test('garbage is refused in words and leaves the session as it is', async () => {
  const { console, page } = await begin()
  const wrong = async (event: 'message' | 'act', body: unknown): Promise<string> => {
    const result = (await page.socket.timeout(5000).emitWithAck(event, body as never)) as { failure?: { code: string } }
    return result.failure?.code ?? 'ok'
  }
  expect(await wrong('message', { kind: 'signal', signal: { type: 'offer', sdp: 'v'.repeat(70_000) } })).toBe(
    'badInput',
  )
  expect(await wrong('message', { kind: 'chat', text: 'x'.repeat(2001) })).toBe('badInput')
  expect(await wrong('message', { kind: 'pointer', x: 2, y: 0 })).toBe('badInput')
  expect(await wrong('message', null)).toBe('badInput')
  expect(await wrong('act', { act: 'end', end: 'agentEnded' })).toBe('badInput')
  expect(await wrong('act', { act: 'addStep', stepId: randomUUID(), text: '一', isChange: false })).toBe('notAllowed')
  const flood = await Promise.all(Array.from({ length: 450 }, () => page.send(chat)))
  expect(flood).toContain('remoteTooFast')
  await expect(
    page.socket.timeout(3000).emitWithAck('message', { kind: 'chat', text: 'x'.repeat(10_000_000) }),
  ).rejects.toThrow()
  expect(
    await console.sees('that only the page is away', ({ presence }) => presence.customer === 'away'),
  ).toMatchObject({
    state: 'active',
  })
})
