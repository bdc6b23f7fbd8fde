import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommandName } from '#shared/domain/commands'
import type { Person } from '#shared/domain/person'
import { ticketSchema } from '#shared/domain/ticket'
import { scheduleSchema } from '#shared/domain/schedule'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { workOrderSchema } from '#shared/domain/work-order'
import type { Outcome } from '#shared/protocol/command'
import type { BootstrapCursor, BootstrapPage } from '#shared/protocol/feed'
import { until } from '../../testing/until'
import { authorised, businessTicket, takeCall, testCustomer } from '../testing/test-call'
import { envelope, foldChanges, openConsole, type TestConsole } from '../testing/test-console'
import { addPerson, startTestServer, testPerson, type TestServer } from '../testing/test-server'
import { endSights, recordPassedOrders } from './watch-orders'

let server: TestServer
// A Friday, four in the afternoon.
let now = Date.parse('2026-11-20T16:00:00+08:00')
const [near, far] = [authorised({ name: '华北' }), authorised({ name: '华东' })]
const people: Record<string, Person> = {}
const consoles: TestConsole[] = []
beforeAll(async () => {
  server = await startTestServer({ clock: () => now })
  for (const organisation of [near, far]) await server.services.putDocument('organisation', organisation as never)
  const of = (organisation: { id: string }) => ({ organisationKind: 'authorised', organisationId: organisation.id })
  for (const [login, fields] of [
    ['lin', {}],
    ['zhou', { role: 'manager', ...of(near) }],
    ['qin', { role: 'manager', ...of(near) }],
    ['zheng', { role: 'consultant', ...of(near) }],
    ['he', { role: 'consultant', ...of(near) }],
    ['wu', { role: 'manager', ...of(far) }],
    ['tao', { role: 'consultant', ...of(far) }],
  ] as const)
    people[login] = await addPerson(server, testPerson({ name: login, ...fields }), login)
})
afterAll(async () => {
  for (const { socket } of consoles) socket.disconnect()
  await server.close()
})

const by = async (login: string, name: CommandName, args: Record<string, unknown>): Promise<string> => {
  const outcome = await server.runner.runForPerson(people[login]!, envelope(name, args))
  return outcome.status === 'accepted' ? 'accepted' : outcome.failure.code
}
const open = async (customerId: string): Promise<string> => {
  const ticket = businessTicket(await takeCall(server, people['lin']!))
  expect(await by('lin', 'ticket.open', ticket)).toBe('accepted')
  const attach = { ticketId: ticket.ticketId, customerId, reason: '来电人报出全称' }
  expect(await by('lin', 'ticket.attachCustomer', attach)).toBe('accepted')
  return ticket.ticketId
}
const words = {
  contactName: '王会计',
  contactPhone: '01055550111',
  address: '海淀区',
  note: '',
  bring: '',
  isConfirmed: true,
}
/** A customer of the far organisation with a past ticket, and one dispatched to the near one. */
const dispatch = async (organisationId = near.id) => {
  const customer = testCustomer({ organisationId: far.id, name: '北方机械' })
  await server.runner.runSystem([{ name: 'customer.systemRegister', args: { customer } }])
  const [past, ticketId] = [await open(customer.id), await open(customer.id)]
  const orderId = randomUUID()
  expect(await by('lin', 'workOrder.offer', { orderId, ticketId, organisationId, ...words })).toBe('accepted')
  return { customerId: customer.id, past, ticketId, orderId }
}
const stored = async (noun: string, id: string) =>
  (
    await server.services.db
      .selectFrom('document')
      .select('body')
      .where('noun', '=', noun)
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).body
const order = async (id: string) => workOrderSchema.parse(await stored('workOrder', id))
const connect = async (login: string) => {
  const opened = await openConsole(server, login)
  consoles.push(opened)
  return opened
}
/** All that a console of this person holds when it starts with nothing. */
const bootstrapped = async (login: string): Promise<Set<string>> => {
  const { socket } = await connect(login)
  const replica: Parameters<typeof foldChanges>[0] = new Map()
  let cursor: BootstrapCursor | null = null
  for (;;) {
    const answer: unknown = await socket.timeout(5000).emitWithAck('bootstrap', { cursor, limit: 500 })
    const page = (answer as { value: BootstrapPage }).value
    foldChanges(replica, page.changes)
    cursor = page.next
    if (cursor === null) return new Set(replica.keys())
  }
}

test('the consultant who goes sees order, ticket, customer and past services; others see none of it', async () => {
  const { customerId, past, ticketId, orderId } = await dispatch()
  const all = [`workOrder:${orderId}`, `ticket:${ticketId}`, `customer:${customerId}`, `ticket:${past}`]
  const seenBy = async (login: string): Promise<string[]> => {
    const replica = await bootstrapped(login)
    return all.filter((key) => replica.has(key))
  }
  expect(await seenBy('zhou')).toEqual(all)
  expect(await seenBy('zheng')).toEqual([])
  const live = await connect('zheng')
  expect(await by('zhou', 'workOrder.accept', { orderId })).toBe('accepted')
  expect(await by('zhou', 'workOrder.assign', { orderId, consultantId: people['zheng']!.id })).toBe('accepted')
  await until(() => {
    const got = new Set(live.pages.flatMap(({ changes }) => changes.map(({ noun, id }) => `${noun}:${id}`)))
    return all.every((key) => got.has(key))
  }, 'a console that is on gets all of it at once')
  expect(await seenBy('zheng')).toEqual(all)
  // A colleague who was not sent, and another organisation's consultant; that one's own customer stays theirs.
  expect(await seenBy('he')).toEqual([])
  expect(await seenBy('tao')).toEqual([`customer:${customerId}`])
  expect(await by('tao', 'workOrder.start', { orderId, mode: 'onSite' })).toBe('outOfScope')
})

test('sight is for reading: who goes works on the ticket of the order alone, and until the case is closed', async () => {
  const { past, ticketId, orderId } = await dispatch()
  expect(await by('zhou', 'workOrder.accept', { orderId })).toBe('accepted')
  expect(await by('zhou', 'workOrder.assign', { orderId, consultantId: people['zheng']!.id })).toBe('accepted')
  const acts = (id: string): [CommandName, Record<string, unknown>][] => [
    ['ticket.note', { ticketId: id, text: '现场已确认' }],
    ['ticket.edit', { ticketId: id, changes: { subject: `改过 ${randomUUID()}` } }],
    ['ticket.take', { ticketId: id }],
    ['ticket.logTime', { ticketId: id, minutes: 30, work: 'onSite', note: '' }],
    ['ticket.solve', { ticketId: id, solution: '重启服务' }],
    ['ticket.reopen', { ticketId: id, reason: '又出现' }],
  ]
  const answers = async (login: string, id: string): Promise<Set<string>> => {
    const found = new Set<string>()
    for (const [name, args] of acts(id)) found.add(await by(login, name, args))
    return found
  }
  const request = async (login: string, id: string): Promise<number> => {
    const { token } = await connect(login)
    const answer = await fetch(`${server.address}/api/v1/remote-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticketId: id }),
    })
    return answer.status
  }
  for (const login of ['zheng', 'zhou']) {
    expect(await answers(login, past)).toEqual(new Set(['notHandled']))
    expect(await by(login, 'ticket.revealPhone', { ticketId: past, phone: 'caller' })).toBe('phoneNotYours')
    expect(await request(login, past)).toBe(404)
    expect(await request(login, ticketId)).toBe(200)
    expect(await answers(login, ticketId)).toEqual(new Set(['accepted']))
  }
  // The work is done: what belongs to it may still be added, until the case is closed or the order was not finished.
  expect(await by('zheng', 'workOrder.contact', { orderId, understanding: '报表不平', mode: 'onSite' })).toBe(
    'accepted',
  )
  expect(await by('zheng', 'workOrder.start', { orderId, mode: 'onSite' })).toBe('accepted')
  expect(await by('zheng', 'workOrder.finish', { orderId, result: '已修复' })).toBe('accepted')
  expect(await answers('zheng', ticketId)).toEqual(new Set(['accepted']))
  expect(await by('lin', 'ticket.take', { ticketId })).toBe('accepted')
  expect(await by('lin', 'ticket.solve', { ticketId, solution: '已修复' })).toBe('accepted')
  expect(await by('lin', 'ticket.close', { ticketId })).toBe('accepted')
  expect(await by('zheng', 'ticket.note', { ticketId, text: '补一句' })).toBe('notHandled')
  const next = await dispatch()
  expect(await by('zhou', 'workOrder.accept', { orderId: next.orderId })).toBe('accepted')
  expect(await by('zhou', 'workOrder.handOn', { orderId: next.orderId, reason: '超出能力' })).toBe('accepted')
  expect(await by('zhou', 'ticket.note', { ticketId: next.ticketId, text: '补一句' })).toBe('notHandled')
})

test('two managers accept at once: one has it, the other is told', async () => {
  const { orderId } = await dispatch()
  const answers = await Promise.all(['zhou', 'qin'].map((login) => by(login, 'workOrder.accept', { orderId })))
  expect(answers.sort()).toEqual(['accepted', 'orderState'])
})

test('two agents dispatch one ticket at once: one order; refused by one organisation, the next may have it', async () => {
  const { ticketId, orderId, customerId } = await dispatch()
  expect(await by('zhou', 'workOrder.refuse', { orderId, reason: '顾问都在外' })).toBe('accepted')
  expect((await bootstrapped('zhou')).has(`customer:${customerId}`)).toBe(false)
  const offers = [randomUUID(), randomUUID()].map((id) => ({ orderId: id, ticketId, organisationId: far.id, ...words }))
  const answers = await Promise.all(offers.map((args) => by('lin', 'workOrder.offer', args)))
  expect(answers.sort()).toEqual(['accepted', 'orderAlreadyLive'])
  const ticket = ticketSchema.parse(await stored('ticket', ticketId))
  expect(ticket.orders?.map(({ status }) => status)).toEqual(['refused', 'offered'])
})

test('an organisation that was closed between choice and commit is refused by name, and nothing is written', async () => {
  const { ticketId, orderId } = await dispatch()
  expect(await by('lin', 'workOrder.withdraw', { orderId, reason: '客户改期' })).toBe('accepted')
  await server.services.putDocument('organisation', { ...near, state: 'closed' } as never)
  const again = { orderId: randomUUID(), ticketId, organisationId: near.id, ...words }
  expect(await by('lin', 'workOrder.offer', again)).toBe('organisationNotActive')
  await server.services.putDocument('organisation', near as never)
  expect(await by('lin', 'workOrder.offer', again)).toBe('accepted')
})

test('a customer whom nobody called on the day is recorded once, by the end of the working day', async () => {
  const { orderId, ticketId } = await dispatch()
  now = Date.parse('2026-11-20T17:29:00+08:00')
  await recordPassedOrders(server.services, 'contact')
  expect((await order(orderId)).contactMissedAt).toBeNull()
  now += minuteMs
  await recordPassedOrders(server.services, 'contact')
  await recordPassedOrders(server.services, 'contact')
  expect((await order(orderId)).contactMissedAt).toBe(now)
  const events = await server.services.db
    .selectFrom('event')
    .select('data')
    .where('entity_id', '=', ticketId)
    .where('name', '=', 'ticket.orderMoved')
    .orderBy('version')
    .execute()
  expect(events.map(({ data }) => data['happened'])).toEqual(['offered', 'contactMissed'])
})

test('help from afar that lasts 60 working minutes is recorded once, and anew after a visit', async () => {
  now = Date.parse('2026-11-23T16:45:00+08:00')
  const { orderId } = await dispatch()
  const start = (mode: 'remote' | 'onSite') => by('zhou', 'workOrder.start', { orderId, mode })
  const look = () => recordPassedOrders(server.services, 'remote')
  expect(await by('zhou', 'workOrder.accept', { orderId })).toBe('accepted')
  expect(await by('zhou', 'workOrder.contact', { orderId, understanding: '表头错位', mode: 'remote' })).toBe('accepted')
  expect(await start('remote')).toBe('accepted')
  // A quarter of the hour is left for the next morning.
  now = Date.parse('2026-11-24T08:44:00+08:00')
  expect(await look()).toBe(0)
  now += minuteMs
  expect([await look(), await look()]).toEqual([1, 0])
  expect((await order(orderId)).remotePassedAt).toBe(now)
  expect(await start('onSite')).toBe('accepted')
  now += dayMs
  expect([await look(), await start('remote'), await look()]).toEqual([0, 'accepted', 0])
  now += dayMs
  expect([await look(), await look()]).toEqual([1, 0])
})

test('sight ends some days after the work, and no sooner', async () => {
  const { orderId, ticketId, customerId, past } = await dispatch()
  for (const [name, args] of [
    ['workOrder.accept', {}],
    ['workOrder.contact', { understanding: '表头错位', mode: 'remote' }],
    ['workOrder.start', { mode: 'remote' }],
    ['workOrder.finish', { result: '已改模板' }],
  ] as const)
    expect(await by('zhou', name, { orderId, ...args })).toBe('accepted')
  now += 30 * dayMs - 1
  await endSights(server.services)
  expect((await bootstrapped('zhou')).has(`ticket:${ticketId}`)).toBe(true)
  now += 1
  await endSights(server.services)
  const seen = await bootstrapped('zhou')
  for (const key of [`ticket:${ticketId}`, `ticket:${past}`, `customer:${customerId}`, `workOrder:${orderId}`])
    expect(seen.has(key), key).toBe(false)
})

/** An order of the near organisation whose customer was reached; the consultant is to go. */
const reached = async (consultant = 'zheng'): Promise<string> => {
  const { orderId } = await dispatch()
  for (const [name, args] of [
    ['workOrder.accept', {}],
    ['workOrder.assign', { consultantId: people[consultant]!.id }],
    ['workOrder.contact', { understanding: '表头错位', mode: 'onSite' }],
  ] as const)
    expect(await by('zhou', name, { orderId, ...args })).toBe('accepted')
  return orderId
}
/** A visit of an hour from `from` on. */
const visit = (orderId: string, from: number, consultant = 'zheng') => ({
  ...{ personId: people[consultant]!.id, appointmentId: randomUUID(), orderId, from, to: from + hourMs },
  ...{ mode: 'onSite', note: '', overruled: '', replaces: null },
})
const booked = async (login: string) => {
  const { appointments } = scheduleSchema.parse(await stored('schedule', people[login]!.id))
  return appointments.map(({ orderId }) => orderId)
}
/** Sends a command through the socket, as a console does. */
const push = async (
  { socket }: TestConsole,
  ...command: Parameters<typeof envelope>
): Promise<{ code: string; params?: unknown }> => {
  const answer: unknown = await socket.timeout(5000).emitWithAck('push', { commands: [envelope(...command)] })
  const [outcome] = (answer as { value: { outcomes: Outcome[] } }).value.outcomes
  return outcome?.status === 'refused' ? outcome.failure : { code: 'accepted' }
}

test('two managers book one hour of a consultant at once: one has it, the other is told whose it is', async () => {
  now = Date.parse('2027-01-11T09:00:00+08:00')
  const orders = [await reached(), await reached()]
  const [zhou, qin, own] = [await connect('zhou'), await connect('qin'), await connect('zheng')]
  const others = [await connect('he'), await connect('tao'), await connect('wu')]
  const [one, other] = orders.map((orderId) => visit(orderId, now + 2 * hourMs))
  const answers = await Promise.all([push(zhou, 'schedule.book', one!), push(qin, 'schedule.book', other!)])
  expect(answers).toEqual(
    expect.arrayContaining([
      { code: 'accepted' },
      expect.objectContaining({ code: 'appointmentConflict', params: { name: 'zheng' } }),
    ]),
  )
  const [first, second] = answers[0].code === 'accepted' ? orders : [...orders].reverse()
  expect(await booked('zheng')).toEqual([first])
  expect([(await order(first!)).status, (await order(second!)).status]).toEqual(['booked', 'contacted'])

  // Their own console and the management get the calendar; a colleague and other organisations get none of it.
  const calendar = `schedule:${people['zheng']!.id}`
  const got = ({ pages }: TestConsole) => pages.flatMap(({ changes }) => changes.map(({ noun, id }) => `${noun}:${id}`))
  await until(() => [own, zhou, qin].every((each) => got(each).includes(calendar)), 'those concerned have it')
  for (const login of ['zheng', 'zhou', 'lin']) expect((await bootstrapped(login)).has(calendar), login).toBe(true)
  for (const login of ['he', 'tao', 'wu']) expect((await bootstrapped(login)).has(calendar), login).toBe(false)
  for (const each of others) expect(got(each).filter((key) => key.startsWith('schedule:'))).toEqual([])
})

test('what is booked is free again once the order is withdrawn, or somebody else goes', async () => {
  const [withdrawn, given] = [await reached('he'), await reached('he')]
  expect(await by('zhou', 'schedule.book', visit(withdrawn, now + dayMs, 'he'))).toBe('accepted')
  expect(await by('zhou', 'schedule.book', visit(given, now + dayMs, 'he'))).toBe('appointmentConflict')
  expect(await by('lin', 'workOrder.withdraw', { orderId: withdrawn, reason: '客户已自行解决' })).toBe('accepted')
  expect(await booked('he')).toEqual([])
  expect(await by('zhou', 'schedule.book', visit(given, now + dayMs, 'he'))).toBe('accepted')
  expect(await by('zhou', 'workOrder.assign', { orderId: given, consultantId: people['zheng']!.id })).toBe('accepted')
  expect(await booked('he')).toEqual([])
  expect(await order(given)).toMatchObject({ status: 'contacted', appointment: null })
})

test('booked without the network and sent late, it stands though its time is past; by a wrong clock it does not', async () => {
  const orderId = await reached()
  now = Date.parse('2027-01-12T15:00:00+08:00')
  const past = visit(orderId, now - 3 * hourMs)
  const zheng = await connect('zheng')
  // A clock that is two days behind: the console has corrected it, and says when it was done by the server's time.
  const behind = visit(orderId, now - 2 * dayMs + hourMs)
  expect(await push(zheng, 'schedule.book', behind, { at: now - 2 * dayMs, actedAt: now })).toMatchObject({
    code: 'appointmentPast',
  })
  // One that is two days ahead and was never corrected: nothing was done later than now.
  expect(await push(zheng, 'schedule.book', past, { at: now + 2 * dayMs, actedAt: now + 2 * dayMs })).toMatchObject({
    code: 'appointmentPast',
  })
  expect(await push(zheng, 'schedule.book', past, { actedAt: now - 4 * hourMs })).toEqual({ code: 'accepted' })
  expect(await order(orderId)).toMatchObject({ status: 'booked', appointment: { from: past.from } })
})
