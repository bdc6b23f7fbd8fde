import { afterEach, beforeEach, expect, test } from 'vitest'
import { organisationSchema } from '#shared/domain/organisation'
import { scheduleSchema } from '#shared/domain/schedule'
import type { SlaRun } from '#shared/domain/ticket'
import { hourMs } from '#shared/domain/time'
import type { WorkOrder } from '#shared/domain/work-order'
import { organisationIdSchema } from '#shared/ids'
import {
  id,
  makeCustomer,
  makeOrder,
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  temporaryFolder,
} from '../testing/replica-fixture'
import { applyFeedPage } from '../replica/apply-page'
import type { Replica } from '../replica/replica'
import { issue } from '../replica/issue'
import { readOrderBatch } from './order-batch'
import { listOrders } from './order-list'

// A Monday, 14:00 in Shanghai.
const now = Date.UTC(2026, 10, 23, 6)
const organisation = organisationSchema.parse({
  ...{ id: id(), name: '上海服务中心', kind: 'authorised', region: '上海', phone: '', address: '' },
})
const me = makePerson()
const ticketOf = (subject: string, runs: SlaRun[]) => makeTicket({ subject, priority: 'A', runs })
const [soon, today, later, still, earlier, last, before] = [
  ticketOf('时限先到', [{ from: now - 4 * hourMs, to: null }]),
  ticketOf('今天联系', [{ from: now, to: null }]),
  ticketOf('已联系', [{ from: now, to: null }]),
  ticketOf('等客户', [{ from: now - hourMs, to: now }]),
  ticketOf('等客户更久', [{ from: now - hourMs, to: now }]),
  ticketOf('刚结束', []),
  ticketOf('早结束', []),
]
const orderOf = (ticket: { id: string }, fields: Partial<WorkOrder>) =>
  makeOrder(ticket.id, organisation.id, { offeredAt: now, ...fields })
// Neither in the order in which they are due, nor in that of their ids or times.
const orders = [
  orderOf(still, { status: 'contacted', offeredAt: now - 1 }),
  orderOf(before, { status: 'done', endedAt: now - 2 }),
  orderOf(later, { status: 'contacted', offeredAt: now - 3 }),
  orderOf(soon, { status: 'accepted' }),
  orderOf(earlier, { status: 'contacted', offeredAt: now - 9 }),
  orderOf(last, { status: 'refused', endedAt: now - 1 }),
  orderOf(today, { status: 'offered' }),
]

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, me)
  applyFeedPage(
    replica,
    pageOf(0, 1, [
      put('organisation', 1, organisation),
      put('person', 1, me),
      ...[soon, today, later, still, earlier, last, before].map((ticket) => put('ticket', 1, ticket)),
      ...orders.map((order) => put('workOrder', 1, order)),
    ]),
  )
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

const subjects = (view: 'toDo' | 'all', limit = 100) =>
  listOrders(replica, { view, limit, at: now }).rows.map(({ subject }) => subject)

test('what is due first comes first, then what waits by its age', () => {
  expect(subjects('toDo')).toEqual(['时限先到', '今天联系', '已联系', '等客户更久', '等客户'])
})

test('those that are over follow, the last one first, and a limit cuts from the end', () => {
  expect(subjects('all').slice(5)).toEqual(['刚结束', '早结束'])
  expect(subjects('all', 2)).toEqual(['时限先到', '今天联系'])
})

test('a row says what is due next', () => {
  const [first, second] = listOrders(replica, { view: 'toDo', limit: 2, at: now }).rows
  expect(first?.due?.kind).toBe('solve')
  expect(second?.due).toEqual({ kind: 'contact', at: now + 3.5 * hourMs })
})

test('a batch has those tickets that are in sight, and says which wait for the server', () => {
  const customer = makeCustomer({ organisationId: organisation.id, region: '上海' })
  const [fresh, unknown] = [makeTicket({ customerId: customer.id }), makeTicket()]
  applyFeedPage(
    replica,
    pageOf(1, 2, [put('customer', 2, customer), put('ticket', 2, fresh), put('ticket', 2, unknown)]),
  )
  const asked = [fresh.id, makeTicket().id, unknown.id]
  const { tickets, organisations } = readOrderBatch(replica, asked, now)
  expect(tickets.map(({ ticket, isWaiting }) => [ticket.id, isWaiting])).toEqual([
    [fresh.id, false],
    [unknown.id, false],
  ])
  expect(tickets.map(({ customer: found }) => found?.organisationId)).toEqual([organisation.id, undefined])
  // Not the own organisation of all of them.
  expect(organisations.map(({ isOwn, isRegion, liveOrders }) => [isOwn, isRegion, liveOrders])).toEqual([
    [false, false, 5],
  ])
  expect(readOrderBatch(replica, [fresh.id], now).organisations[0]).toMatchObject({ isOwn: true, isRegion: true })
  const args = {
    contactName: '王会计',
    contactPhone: '02155550111',
    address: '',
    note: '',
    bring: '',
    isConfirmed: true,
  }
  const offer = { orderId: id(), ticketId: fresh.id, organisationId: organisation.id, ...args }
  expect(issue(replica, 'workOrder.offer', offer)).toMatchObject({ ok: true })
  expect(readOrderBatch(replica, asked, now).tickets.map(({ isWaiting }) => isWaiting)).toEqual([true, false])
})

const tasks = (at = now, limit = 100) => listOrders(replica, { view: 'toDo', limit, at })

test('counts what there is to do with all live orders, also those that are not listed', () => {
  const { counts, rows } = tasks(now, 1)
  expect(counts).toEqual({ accept: 1, contact: 2, book: 3, visit: 0, atRisk: 0, underWay: 0 })
  expect(rows).toHaveLength(1)
  // At five one time limit is over, the day ends in half an hour, and of a third an hour is left over night.
  expect(tasks(now + 3 * hourMs).counts.atRisk).toBe(2)
  expect(tasks(now + 3 * hourMs + 1).counts.atRisk).toBe(3)
})

test('a task lists the orders that it counts, and none that is over', () => {
  const { rows, counts } = listOrders(replica, { view: 'all', task: 'book', limit: 100, at: now })
  expect(rows.map(({ subject }) => subject)).toEqual(['已联系', '等客户更久', '等客户'])
  expect(counts.accept).toBe(1)
})

test('what is booked here is no longer to book, and an absence of that day is a risk', () => {
  // Before its time limit, which ends at nine.
  const from = now + 18.5 * hourMs
  const schedule = (absences: object[]) =>
    scheduleSchema.parse({
      ...{ id: me.id, organisationId: organisation.id, absences },
      appointments: [
        {
          ...{ id: id(), orderId: orders[2]?.id, from, to: from + hourMs, mode: 'onSite', note: '', overruled: '' },
          bookedBy: null,
        },
      ],
    })
  applyFeedPage(replica, pageOf(1, 2, [put('schedule', 1, schedule([]))]))
  const booked = tasks()
  expect(booked.counts).toMatchObject({ book: 2, visit: 0, atRisk: 0 })
  expect(booked.rows.find(({ subject }) => subject === '已联系')?.due).toEqual({ kind: 'visit', at: from })
  expect(tasks(now + 12 * hourMs).counts.visit).toBe(1)
  const absence = { id: id(), kind: 'leave', from: from - hourMs, to: from + hourMs, note: '' }
  applyFeedPage(replica, pageOf(2, 3, [put('schedule', 2, schedule([absence]))]))
  expect(tasks().counts.atRisk).toBe(1)
})

test('a manager counts their organisation, a consultant what is their own', () => {
  const of = (person: Partial<typeof me>) =>
    listOrders(
      { ...replica, person: { ...me, organisationKind: 'authorised', ...person } },
      { view: 'toDo', limit: 1, at: now },
    ).counts
  expect(of({ role: 'manager', organisationId: organisation.id })).toEqual(tasks().counts)
  expect(of({ role: 'manager', organisationId: organisationIdSchema.parse(id()) }).contact).toBe(0)
  expect(of({ role: 'consultant', organisationId: organisation.id }).contact).toBe(0)
})
