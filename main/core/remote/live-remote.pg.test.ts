import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { RemoteRight } from '#shared/domain/remote-session'
import type { EventBody, EventName } from '#shared/ipc/contract'
import type { RemoteNow } from '#shared/ipc/remote-now'
import type { TicketId } from '#shared/ids'
import { until } from '../../../testing/until'
import { openSide, type RemoteTestSide } from '../../../server/remote/testing/remote-side'
import { businessTicket, takeCall } from '../../../server/testing/test-call'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../../server/testing/test-server'
import { startCuttingProxy } from '../testing/cutting-proxy'
import { temporaryFolder } from '../testing/replica-fixture'
import { startReverseProxy } from '../testing/reverse-proxy'
import { startTestDesk } from '../testing/test-desk'

let server: TestServer
let line: Awaited<ReturnType<typeof startCuttingProxy>>
const folder = temporaryFolder()
const ends: (() => void)[] = []

beforeAll(async () => {
  server = await startTestServer({ remoteGraceMs: 20_000 })
  line = await startCuttingProxy(server.port)
})
afterEach(() => {
  line.mend()
  for (const end of ends.splice(0)) end()
})
afterAll(async () => {
  line.close()
  await server.close()
  folder.clear()
})

type TestDesk = ReturnType<typeof startTestDesk>
const heard = <N extends EventName>({ heard: messages }: TestDesk, wanted: N): EventBody<N>[] =>
  messages.flatMap((message) =>
    message.kind === 'event' && message.name === wanted ? [message.body as EventBody<N>] : [],
  )
const isLive = (desk: TestDesk) => async (): Promise<boolean> => {
  const status = await desk.value('sync.read', null)
  return status.connection === 'live' && status.pending === 0
}
const sees = (desk: TestDesk, what: string, is: (now: RemoteNow) => boolean): Promise<RemoteNow> =>
  until(() => {
    const now = heard(desk, 'remote.changed').at(-1) ?? null
    return now !== null && is(now) ? now : null
  }, what)

const startAgent = async (address = line.address) => {
  const login = randomUUID()
  const agent = await addPerson(server, testPerson({ name: '李静' }), login)
  const ticketId = randomUUID() as TicketId
  const ticket = { ...businessTicket(await takeCall(server, agent)), ticketId }
  const [directory, deskId] = [`${folder.path}/${login}`, randomUUID()]
  const start = (): TestDesk => {
    const started = startTestDesk(directory, address, deskId)
    ends.push(() => started.close())
    return started
  }
  const desk = start()
  await desk.value('session.signIn', { login, password: 'correct horse' })
  await until(isLive(desk), 'live')
  await desk.value('command.issue', { name: 'ticket.open', args: ticket })
  await until(isLive(desk), 'sent')
  return { desk, start, ticketId }
}
const openPage = async (code: string): Promise<RemoteTestSide> => {
  const page = await openSide(server.address, { as: 'customer', code, contactName: '王会计', browser: 'Chromium 140' })
  if (typeof page === 'string') throw new Error(page)
  ends.push(() => page.close())
  return page
}
const begin = async (rights: RemoteRight[]) => {
  const agent = await startAgent()
  const code = await agent.desk.value('remote.request', { ticketId: agent.ticketId })
  const page = await openPage(code.code)
  expect(await page.act({ act: 'allow', rights })).toBe('ok')
  if (rights.includes('screen')) expect(await page.act({ act: 'show' })).toBe('ok')
  await sees(agent.desk, 'what is allowed', ({ view }) => view !== null && view.rights.length === rights.length)
  return { ...agent, page, code }
}

test('an agent reads out a code, sees who joins, writes, points and is told who ended it and why', async () => {
  const { desk, ticketId, page, code } = await begin(['screen'])
  expect(code.link).toBe(`${line.address}/r#${code.code}`)
  expect(code.address).toBe(`${line.address.replace('http://', '')}/r`)
  expect((await desk.value('remote.read', null))?.code).toBeNull()
  expect(await sees(desk, 'the picture', ({ view }) => view?.state === 'active')).toMatchObject({
    ticketId,
    connection: 'joined',
    view: { contactName: '王会计', rights: ['screen'], presence: { customer: 'here' } },
  })
  expect(heard(desk, 'remote.joined')).toEqual([{ sessionId: code.sessionId, iceServers: [] }])

  expect(await page.send({ kind: 'chat', text: '看到了吗' })).toBe('ok')
  await until(() => heard(desk, 'remote.message').length === 1, 'the chat line')
  const mark = { x: 0.5, y: 0.5, number: 1, text: '点这里' }
  await desk.value('remote.send', { message: { kind: 'mark', ...mark } })
  await until(() => page.messages.length === 1, 'the mark')
  expect(await desk.ask('remote.send', { message: { kind: 'changeMark', ...mark } })).toMatchObject({
    ok: false,
    failure: { code: 'remoteNotAllowed' },
  })
  await desk.value('remote.act', { act: { act: 'addStep', stepId: randomUUID(), text: '清缓存', isChange: false } })
  expect(await page.act({ act: 'end', end: 'captureStopped' })).toBe('ok')
  expect(await sees(desk, 'the end', ({ connection }) => connection === 'over')).toMatchObject({
    view: { state: 'ended', end: 'captureStopped', endedBy: 'customer', rights: [] },
  })

  const unnoted = await until(async () => {
    const [session] = await desk.value('remote.listMine', null)
    return session?.state === 'ended' ? session : null
  }, 'what lacks its note')
  expect(unnoted).toMatchObject({ ticketId, note: null, steps: [{ text: '清缓存' }] })
  await desk.value('command.issue', { name: 'remoteSession.note', args: { sessionId: code.sessionId, note: '已处理' } })
  expect(await desk.value('remote.listMine', null)).toEqual([])
})

test('a cut is survived without a new consent; meanwhile nothing is sent later', async () => {
  const { desk, page } = await begin(['screen'])
  line.cut()
  await sees(desk, 'the cut', ({ connection }) => connection === 'cut')
  expect(await desk.ask('remote.send', { message: { kind: 'chat', text: '丢' } })).toMatchObject({
    failure: { code: 'offline' },
  })
  await page.sees('that the console is away', ({ presence }) => presence.agent === 'away')
  line.mend()
  await sees(desk, 'joined again', ({ connection }) => connection === 'joined')
  await page.sees('that the console is back', ({ presence }) => presence.agent === 'here')
  await desk.value('remote.send', { message: { kind: 'chat', text: '回来了' } })
  await until(() => page.messages.length > 0, 'the chat line')
  expect(page.messages).toEqual([{ kind: 'chat', text: '回来了' }])
  expect(heard(desk, 'remote.joined')).toHaveLength(2)
})

test('without a connection there is no code, and nothing waits for one', async () => {
  const { desk, ticketId } = await startAgent()
  line.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  expect(await desk.ask('remote.request', { ticketId })).toMatchObject({ ok: false, failure: { code: 'offline' } })
  expect((await desk.value('sync.read', null)).pending).toBe(0)
  expect(await desk.value('remote.read', null)).toBeNull()
})

test('a console that was killed finds its open session and joins it again', async () => {
  const { desk, start, page, code } = await begin(['screen'])
  await until(async () => (await desk.value('remote.listMine', null)).length === 1, 'it in the replica')
  desk.close()
  await page.sees('that the console is away', ({ presence }) => presence.agent === 'away')
  const again = start()
  await until(isLive(again), 'live')
  expect(await again.value('remote.read', null)).toBeNull()
  expect(await again.value('remote.listMine', null)).toMatchObject([{ id: code.sessionId }])
  await again.value('remote.join', { sessionId: code.sessionId })
  await sees(again, 'the session', ({ view }) => view?.state === 'active')
  await page.sees('that the console is back', ({ presence }) => presence.agent === 'here')
})

test('one session at a time; signing out leaves it and says so', async () => {
  const { desk, ticketId } = await startAgent()
  await desk.value('remote.request', { ticketId })
  expect(await desk.ask('remote.request', { ticketId })).toMatchObject({ failure: { code: 'remoteOneAtATime' } })
  await desk.value('session.signOut', null)
  expect(heard(desk, 'remote.changed').at(-1)).toBeNull()
  expect(await desk.ask('remote.act', { act: { act: 'pause' } })).toMatchObject({ failure: { code: 'notSignedIn' } })
})

test('a server below a path is joined below it', async () => {
  const proxy = await startReverseProxy(server.port, { basePath: '/hotline' })
  ends.push(() => proxy.close())
  const { desk, ticketId } = await startAgent(`http://127.0.0.1:${String(proxy.port)}/hotline`)
  const code = await desk.value('remote.request', { ticketId })
  expect(code.link).toBe(`http://127.0.0.1:${String(proxy.port)}/hotline/r#${code.code}`)
  await sees(desk, 'the session', ({ view }) => view?.state === 'requested')
})
