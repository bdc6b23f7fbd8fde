import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { workOrderSchema } from '#shared/domain/work-order'
import type { CallId } from '#shared/ids'
import { until } from '../../testing/until'
import { authorised, businessTicket, takeCall } from '../../server/testing/test-call'
import { envelope } from '../../server/testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../../server/testing/test-server'
import { startCuttingProxy } from './testing/cutting-proxy'
import { temporaryFolder } from './testing/replica-fixture'
import { startTestDesk } from './testing/test-desk'

let server: TestServer
/** By how much the server's clock, or a desk's, is moved on. */
let aheadMs = 0
let proxy: Awaited<ReturnType<typeof startCuttingProxy>>
const folder = temporaryFolder()
beforeAll(async () => {
  server = await startTestServer({ clock: () => Date.now() + aheadMs })
  proxy = await startCuttingProxy(server.port)
})
afterAll(async () => {
  proxy.close()
  await server.close()
  folder.clear()
})

test('signs in, fills, works, goes offline, works on, comes back and restarts without a password', async () => {
  const agent = await addPerson(server, testPerson({ extension: '801' }), 'agent1')
  const colleague = await addPerson(server, testPerson({ name: '同事' }), 'agent2')
  const call = { id: randomUUID() as CallId }
  await server.runner.runSystem([
    {
      name: 'call.systemRing',
      args: {
        callId: call.id,
        direction: 'in',
        from: '+8613800138000',
        to: '801',
        queue: 'purchase',
        rung: [agent.id],
        candidates: [],
      },
    },
    { name: 'call.systemAnswer', args: { callId: call.id, by: agent.id } },
  ])
  const deskId = randomUUID()
  const desk = startTestDesk(`${folder.path}/a`, proxy.address, deskId)
  const other = startTestDesk(`${folder.path}/b`, server.address, randomUUID())
  expect(desk.heard[0]).toEqual({ kind: 'opened' })
  expect(await desk.value('session.read', null)).toEqual({ phase: 'signedOut', notice: null, waiting: 0 })
  expect(await desk.ask('session.signIn', { login: 'agent1', password: 'wrong' })).toMatchObject({
    ok: false,
    failure: { code: 'wrongCredentials' },
  })
  expect(await desk.value('session.signIn', { login: 'agent1', password: 'correct horse' })).toMatchObject({
    phase: 'signedIn',
    person: { id: agent.id },
  })
  await other.value('session.signIn', { login: 'agent2', password: 'correct horse' })
  const isLive = (one: typeof desk) => async () => (await one.value('sync.read', null)).connection === 'live'
  await until(isLive(desk), 'live')
  await until(isLive(other), 'other live')
  expect(await desk.value('call.listLive', null)).toMatchObject([{ call: { id: call.id } }])

  const ticketId = randomUUID()
  const settled = async (): Promise<boolean> => {
    const status = await desk.value('sync.read', null)
    return status.pending === 0 && status.connection === 'live'
  }
  const open = {
    ticketId,
    callId: call.id,
    kind: 'business',
    subject: '凭证',
    description: '',
    priority: 'C',
    problemDomain: null,
    product: '',
    productVersion: '',
    callerName: '',
    callerPhone: '',
    referral: null,
  }
  await desk.value('command.issue', { name: 'ticket.open', args: open })
  expect(await desk.value('ticket.list', { view: 'mine', text: '', limit: 10 })).toMatchObject([
    { id: ticketId, number: null, isPending: true },
  ])
  const [numbered] = await until(async () => {
    const rows = await desk.value('ticket.list', { view: 'mine', text: '', limit: 10 })
    return rows[0]?.isPending === false && rows
  }, 'numbered')
  expect(numbered?.number).toMatch(/^T-/)
  await until(async () => (await other.ask('ticket.read', { ticketId })).ok, 'the colleague sees it')

  proxy.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  await desk.value('command.issue', { name: 'ticket.note', args: { ticketId, text: '离线记录' } })
  await other.value('command.issue', { name: 'ticket.note', args: { ticketId, text: '同事记录' } })
  expect((await desk.value('ticket.read', { ticketId })).timeline.at(-1)).toMatchObject({
    name: 'ticket.noted',
    isPending: true,
  })
  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(settled, 'caught up')
  const texts = async (one: typeof desk) =>
    (await one.value('ticket.read', { ticketId })).timeline
      .filter((event) => event.name === 'ticket.noted')
      .map((event) => event.data.text)
  await until(async () => (await texts(desk)).length === 2, 'both notes here')
  await until(async () => (await texts(other)).length === 2, 'both notes there')
  expect(await texts(desk)).toEqual(await texts(other))

  desk.send({ kind: 'close' })
  const again = startTestDesk(`${folder.path}/a`, proxy.address, deskId)
  expect(await again.value('session.read', null)).toMatchObject({ phase: 'signedIn', person: { id: agent.id } })
  expect(await texts(again)).toHaveLength(2)
  await until(isLive(again), 'live again')
  expect(again.heard.some((message) => message.kind === 'event' && message.name === 'session.changed')).toBe(true)
  expect(await again.value('session.signOut', null)).toMatchObject({ phase: 'signedOut' })
  expect(await again.ask('ticket.list', { view: 'all', text: '', limit: 10 })).toMatchObject({
    ok: false,
    failure: { code: 'notSignedIn' },
  })
  again.send({ kind: 'close' })
  other.send({ kind: 'close' })
  expect(colleague.name).toBe('同事')
})

test('a call rings here once, and a refused command keeps its text', async () => {
  const agent = await addPerson(server, testPerson({ extension: '802' }), 'agent3')
  const rival = await addPerson(server, testPerson({ extension: '803' }), 'agent4')
  const desk = startTestDesk(`${folder.path}/c`, proxy.address, randomUUID())
  await desk.value('session.signIn', { login: 'agent3', password: 'correct horse' })
  await until(async () => (await desk.value('sync.read', null)).connection === 'live', 'live')
  const callId = randomUUID() as CallId
  await server.runner.runSystem([
    {
      name: 'call.systemRing',
      args: {
        callId,
        direction: 'in',
        from: '+8613800138000',
        to: '802',
        queue: 'purchase',
        rung: [agent.id, rival.id],
        candidates: [],
      },
    },
  ])
  await until(() => desk.heard.some((message) => message.kind === 'ringing' && message.callId === callId), 'ringing')
  proxy.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  await desk.value('command.issue', { name: 'call.answer', args: { callId } })
  expect((await desk.value('call.read', { callId })).call.phase).toBe('talking')
  await server.runner.runSystem([{ name: 'call.systemAnswer', args: { callId, by: rival.id } }])
  proxy.mend()
  desk.send({ kind: 'resume' })
  const [item] = await until(async () => {
    const items = await desk.value('sync.listAttention', null)
    return items.length > 0 && items
  }, 'attention')
  expect(item).toMatchObject({ name: 'call.answer', args: { callId } })
  await until(async () => (await desk.value('call.listLive', null)).length === 0, 'the call is gone')
  await desk.value('sync.dismissAttention', { commandId: item!.commandId })
  expect((await desk.value('sync.read', null)).attention).toBe(0)
  expect(desk.heard.filter((message) => message.kind === 'ringing')).toHaveLength(1)
  desk.send({ kind: 'close' })
})

const isLive = (desk: ReturnType<typeof startTestDesk>) => async () =>
  (await desk.value('sync.read', null)).connection === 'live'
const isOffline = (desk: ReturnType<typeof startTestDesk>) => async () =>
  (await desk.value('sync.read', null)).connection === 'offline'

test('who has a ticket open is announced again after a cut', async () => {
  await addPerson(server, testPerson({ name: '近' }), 'near')
  await addPerson(server, testPerson({ name: '远' }), 'far')
  const [near, far] = [
    startTestDesk(`${folder.path}/near`, proxy.address, randomUUID()),
    startTestDesk(`${folder.path}/far`, server.address, randomUUID()),
  ]
  await near.value('session.signIn', { login: 'near', password: 'correct horse' })
  await far.value('session.signIn', { login: 'far', password: 'correct horse' })
  await until(isLive(near), 'near live')
  await until(isLive(far), 'far live')
  const ticketId = randomUUID() as never
  const lastNotified = (): number =>
    far.heard
      .flatMap((message) =>
        message.kind === 'event' && message.name === 'presence.changed'
          ? [(message.body as { people: unknown[] }).people.length]
          : [],
      )
      .at(-1) ?? 0
  await far.value('presence.open', { ticketId })
  await near.value('presence.open', { ticketId })
  await until(() => lastNotified() === 2, 'both have it open')
  proxy.cut()
  await until(() => lastNotified() === 1, 'one has gone')
  proxy.mend()
  near.send({ kind: 'resume' })
  await until(() => lastNotified() === 2, 'both have it open again, though nobody opened anything')
  for (const desk of [near, far]) desk.send({ kind: 'close' })
})

test('a person who moves to another organisation starts over, and what they wrote is not lost', async () => {
  const agent = await addPerson(server, testPerson(), 'moving')
  const callId = randomUUID() as CallId
  await server.runner.runSystem([
    {
      name: 'call.systemRing',
      args: { callId, direction: 'in', from: null, to: null, queue: 'purchase', rung: [agent.id], candidates: [] },
    },
    { name: 'call.systemAnswer', args: { callId, by: agent.id } },
  ])
  const desk = startTestDesk(`${folder.path}/moving`, proxy.address, randomUUID())
  await desk.value('session.signIn', { login: 'moving', password: 'correct horse' })
  await until(isLive(desk), 'live')
  const seen = async (): Promise<number> =>
    (await desk.value('ticket.list', { view: 'all', text: '', limit: 50 })).length
  expect(await seen()).toBeGreaterThan(0)
  const [row] = await desk.value('ticket.list', { view: 'all', text: '', limit: 1 })
  proxy.cut()
  await until(isOffline(desk), 'offline')
  await desk.value('command.issue', { name: 'ticket.note', args: { ticketId: row?.id, text: '搬走之前写的' } })
  await desk.value('command.issue', {
    name: 'agent.setState',
    args: { personId: agent.id, rest: { state: 'notReady', reason: 'meal' } },
  })
  await server.services.putDocument('person', {
    ...agent,
    organisationKind: 'authorised',
    organisationId: randomUUID() as never,
  })
  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(async () => (await desk.value('sync.listAttention', null)).length === 1, 'the note is handed back')
  expect(await desk.value('sync.listAttention', null)).toMatchObject([
    { name: 'ticket.note', args: { text: '搬走之前写的' }, failure: { code: 'outOfScope' } },
  ])
  await until(async () => (await seen()) === 0 && (await isLive(desk)()), 'nothing of the old scope is left')
  await until(
    async () => (await desk.value('agent.read', null)).agent?.next.state === 'notReady',
    'the other command went through',
  )
  expect((await desk.value('sync.read', null)).pending).toBe(0)
  desk.send({ kind: 'close' })
})

test('two servers on one machine share no replica, and a server that moves keeps its own', async () => {
  const twin = await startTestServer()
  try {
    const person = testPerson({ name: '双' })
    for (const one of [server, twin]) await addPerson(one, person, 'twin')
    const directory = `${folder.path}/twins`
    const files = (): string[] => readdirSync(directory).filter((name) => /^replica-[0-9a-f]+\.db$/.test(name))
    const deskId = randomUUID()
    const desk = startTestDesk(directory, server.address, deskId)
    await desk.value('session.signIn', { login: 'twin', password: 'correct horse' })
    await until(isLive(desk), 'live')
    expect(files()).toHaveLength(1)
    desk.send({ kind: 'server', address: proxy.address })
    await until(isLive(desk), 'live at another port')
    expect(files()).toHaveLength(1)
    // The other server does not accept the token; signing in there opens another replica.
    desk.send({ kind: 'server', address: twin.address })
    await until(async () => (await desk.value('session.read', null)).phase === 'signedOut', 'signed out')
    await desk.value('session.signIn', { login: 'twin', password: 'correct horse' })
    await until(isLive(desk), 'live at the other server')
    expect(files()).toHaveLength(2)
    expect(await desk.value('ticket.list', { view: 'all', text: '', limit: 50 })).toEqual([])
    desk.send({ kind: 'close' })
  } finally {
    await twin.close()
  }
})

test('a session that expires during work loses nothing: unsent commands go out after the next sign-in', async () => {
  const person = await addPerson(server, testPerson({ name: '过期' }), 'late')
  const desk = startTestDesk(`${folder.path}/late`, proxy.address, randomUUID())
  await desk.value('session.signIn', { login: 'late', password: 'correct horse' })
  await until(isLive(desk), 'live')
  proxy.cut()
  await until(async () => (await desk.value('sync.read', null)).connection === 'offline', 'offline')
  await desk.value('command.issue', {
    name: 'agent.setState',
    args: { personId: person.id, rest: { state: 'notReady', reason: 'meal' } },
  })
  await server.services.db.updateTable('session').set({ expires_at: 0 }).where('person_id', '=', person.id).execute()
  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(async () => (await desk.value('session.read', null)).phase === 'signedOut', 'signed out')
  await desk.value('session.signIn', { login: 'late', password: 'correct horse' })
  await until(async () => (await desk.value('sync.read', null)).pending === 0, 'sent')
  const agent = await server.services.db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'agent')
    .where('id', '=', person.id)
    .executeTakeFirst()
  expect(agent?.body).toMatchObject({ state: 'notReady', reason: 'meal' })
  desk.send({ kind: 'close' })
})

test('after sleep the console is not live before the server has answered', async () => {
  await addPerson(server, testPerson({ name: '醒' }), 'sleeper')
  const desk = startTestDesk(`${folder.path}/sleeper`, server.address, randomUUID())
  await desk.value('session.signIn', { login: 'sleeper', password: 'correct horse' })
  await until(isLive(desk), 'live')
  desk.send({ kind: 'resume' })
  expect((await desk.value('sync.read', null)).connection).toBe('connecting')
  await until(isLive(desk), 'live again')
  desk.send({ kind: 'close' })
})

test('a move that fails does not end the core', async () => {
  const desk = startTestDesk(`${folder.path}/mover`, server.address, randomUUID())
  desk.send({ kind: 'server', address: 'not an address' })
  expect(await desk.value('session.read', null)).toEqual({ phase: 'signedOut', notice: null, waiting: 0 })
  desk.send({ kind: 'close' })
})

test('a whole order is worked on without the network, and the server has each act as of when it was done', async () => {
  const organisation = authorised({ name: '离线机构' })
  await server.services.putDocument('organisation', organisation as never)
  const agent = await addPerson(server, testPerson(), 'dispatcher')
  const home = { organisationKind: 'authorised', organisationId: organisation.id }
  const manager = await addPerson(server, testPerson({ name: '外勤', role: 'manager', ...home }), 'outside')
  const ticket = businessTicket(await takeCall(server, agent))
  const orderId = randomUUID()
  const offer = {
    orderId,
    ticketId: ticket.ticketId,
    organisationId: organisation.id,
    address: '',
    note: '',
    bring: '',
  }
  for (const command of [
    envelope('ticket.open', ticket),
    envelope('workOrder.offer', { ...offer, contactName: '王会计', contactPhone: '01055550111', isConfirmed: true }),
  ])
    expect(await server.runner.runForPerson(agent, command)).toMatchObject({ status: 'accepted' })

  let laterMs = 0
  const deskNow = (): number => Date.now() + laterMs
  const clocks = { wall: deskNow, monotonic: deskNow, uptime: deskNow }
  const desk = startTestDesk(`${folder.path}/outside`, proxy.address, randomUUID(), clocks)
  await desk.value('session.signIn', { login: 'outside', password: 'correct horse' })
  await until(isLive(desk), 'live')
  await until(async () => (await desk.value('order.read', { orderId })) !== null, 'the order is here')
  proxy.cut()
  await until(isOffline(desk), 'offline')

  const began = Date.now()
  const tomorrow = Math.floor((began + 8 * hourMs) / dayMs) * dayMs + dayMs - 8 * hourMs
  const visit = { personId: manager.id, appointmentId: randomUUID(), orderId, mode: 'onSite', note: '', replaces: null }
  const acts: [string, Record<string, unknown>][] = [
    ['workOrder.accept', { orderId }],
    ['workOrder.assign', { orderId, consultantId: manager.id }],
    ['workOrder.tryContact', { orderId, note: '无人接听' }],
    ['workOrder.contact', { orderId, understanding: '表头错位', mode: 'onSite' }],
    [
      'schedule.book',
      { ...visit, from: tomorrow + 10 * hourMs, to: tomorrow + 11 * hourMs, overruled: '客户只有这个时间' },
    ],
    ['workOrder.start', { orderId, mode: 'onSite' }],
    ['workOrder.finish', { orderId, result: '已改模板' }],
  ]
  for (const [name, args] of acts) {
    laterMs += 10 * minuteMs
    await desk.value('command.issue', { name, args })
  }
  expect((await desk.value('order.read', { orderId }))?.order.status).toBe('done')

  aheadMs = 3 * hourMs
  laterMs = 3 * hourMs
  proxy.mend()
  desk.send({ kind: 'resume' })
  await until(async () => (await isLive(desk)()) && (await desk.value('sync.read', null)).pending === 0, 'all is sent')
  expect(await desk.value('sync.listAttention', null)).toEqual([])
  const { db } = server.services
  const { body } = await db.selectFrom('document').select('body').where('id', '=', orderId).executeTakeFirstOrThrow()
  const order = workOrderSchema.parse(body)
  expect(order).toMatchObject({ status: 'done', managerId: manager.id, contactTries: 2, outcome: '已改模板' })
  const events = await db
    .selectFrom('event')
    .select(['name', 'at', 'acted_at'])
    .where('entity_id', '=', orderId)
    // The server's own watch may come between, by its hour.
    .where('name', 'not in', ['workOrder.offered', 'workOrder.contactMissed'])
    .orderBy('version')
    .execute()
  const minuteOf = (at: unknown): number => Math.round((Number(at) - began) / minuteMs)
  expect([order.contactedAt, order.startedAt, order.endedAt].map(minuteOf)).toEqual([40, 60, 70])
  expect(events.map(({ name, acted_at: at }) => [name, minuteOf(at)])).toEqual([
    ['workOrder.accepted', 10],
    ['workOrder.assigned', 20],
    ['workOrder.contactTried', 30],
    ['workOrder.contacted', 40],
    // The calendar tells the order when it reaches the server.
    ['workOrder.booked', expect.any(Number)],
    ['workOrder.started', 60],
    ['workOrder.finished', 70],
  ])
  for (const { at } of events) expect(at).toBeGreaterThanOrEqual(began + aheadMs)
  const calendar = await db.selectFrom('event').select('acted_at').where('name', '=', 'schedule.booked').execute()
  expect(calendar.map(({ acted_at: at }) => minuteOf(at))).toEqual([50])
  desk.send({ kind: 'close' })
})
