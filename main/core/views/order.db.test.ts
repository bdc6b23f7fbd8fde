import { afterEach, beforeEach, expect, test } from 'vitest'
import { organisationSchema } from '#shared/domain/organisation'
import type { SlaRun } from '#shared/domain/ticket'
import { hourMs } from '#shared/domain/time'
import type { WorkOrder } from '#shared/domain/work-order'
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
import { listOrders } from './order'
import { readOrderBatch } from './order-batch'

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
  listOrders(replica, { view, limit }, now).map(({ subject }) => subject)

test('what is due first comes first, then what waits by its age', () => {
  expect(subjects('toDo')).toEqual(['时限先到', '今天联系', '已联系', '等客户更久', '等客户'])
})

test('those that are over follow, the last one first, and a limit cuts from the end', () => {
  expect(subjects('all').slice(5)).toEqual(['刚结束', '早结束'])
  expect(subjects('all', 2)).toEqual(['时限先到', '今天联系'])
})

test('a row says what is due next', () => {
  const [first, second] = listOrders(replica, { view: 'toDo', limit: 2 }, now)
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
  const args = { contactName: '王会计', contactPhone: '02155550111', address: '', note: '', bring: '' }
  const offer = { orderId: id(), ticketId: fresh.id, organisationId: organisation.id, ...args }
  expect(issue(replica, 'workOrder.offer', offer)).toMatchObject({ ok: true })
  expect(readOrderBatch(replica, asked, now).tickets.map(({ isWaiting }) => isWaiting)).toEqual([true, false])
})
