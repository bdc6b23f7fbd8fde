import { afterEach, beforeEach, expect, test } from 'vitest'
import { calls, type CallName } from '#shared/ipc/contract'
import type { Call } from '#shared/domain/call'
import { policyFor, resolveClock } from '#shared/domain/sla'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { documentSchemas } from '#shared/domain/register'
import {
  id,
  makeCall,
  makeCustomer,
  makePerson,
  makeTicket,
  openTestReplica,
  pageOf,
  put,
  putNewer,
  temporaryFolder,
} from '../testing/replica-fixture'
import { applyFeedPage } from '../replica/apply-page'
import { issue } from '../replica/issue'
import type { Replica } from '../replica/replica'
import { listLiveCalls, readCall } from './call'
import { findCustomers, readCustomer } from './customer'
import { findTicket, listTickets, readTicket } from './ticket'

const organisation = { id: id(), name: '华北服务', kind: 'authorised' as const, region: '北京', phone: '', address: '' }
const person = makePerson()
const colleague = makePerson({ name: '周强' })
const customer = makeCustomer({ organisationId: documentSchemas.organisation.parse({ ...organisation }).id })
const twin = makeCustomer({ name: '北方100%电气' })
const code = documentSchemas.serviceCode.parse({
  id: id(),
  customerId: customer.id,
  form: 'nc10',
  validFrom: 0,
  validUntil: 9e12,
})
const verified = {
  status: 'verified' as const,
  serviceCodeId: code.id,
  customerId: customer.id,
  maskedCode: '05••••••21',
  validUntil: 9e12,
}
const live = makeCall(person, { identity: verified, startedAt: 9000 })
const past = makeCall(colleague, {
  identity: verified,
  phase: 'ended',
  endedAt: 5000,
  startedAt: 4000,
  disposition: 'advised',
  dispositionNote: '已说明',
})
const ringing = makeCall(person, {
  phase: 'ringing',
  answeredBy: null,
  startedAt: 9500,
  candidates: [customer, twin].map((one) => ({ customerId: one.id, contactId: one.contacts[0]!.id })),
})
const notMine = makeCall(colleague, { phase: 'ringing', answeredBy: null })
const mine = makeTicket({
  ownerId: person.id,
  customerId: customer.id,
  callId: live.id,
  updatedAt: Date.now(),
  number: 'T-20261123-0007',
})
const closed = makeTicket({
  ownerId: colleague.id,
  customerId: customer.id,
  status: 'closed',
  subject: '结账',
  openedAt: 500,
  number: 'T-20261101-0002',
})
const noted = {
  version: 3,
  name: 'ticket.noted',
  data: { text: '已回电' },
  by: colleague.id,
  at: 4,
  deviceAt: null,
  commandId: null,
}

let folder: ReturnType<typeof temporaryFolder>
let replica: Replica
beforeEach(() => {
  folder = temporaryFolder()
  replica = openTestReplica(folder.path, person)
  applyFeedPage(
    replica,
    pageOf(0, 1, [
      {
        kind: 'put',
        noun: 'organisation',
        id: organisation.id,
        version: 1,
        body: organisation,
        events: [],
        isWhole: false,
      },
      put('person', 1, person),
      put('person', 1, colleague),
      put('customer', 1, customer),
      put('customer', 1, twin),
      put('serviceCode', 1, code),
      put('call', 1, live),
      put('call', 1, past),
      put('call', 1, ringing),
      put('call', 1, notMine),
      put('ticket', 3, mine, [noted]),
      put('ticket', 5, closed),
    ]),
  )
})
afterEach(() => {
  replica.db.close()
  folder.clear()
})

/** What goes to the page has the shape that the gate will check. */
const shaped = <T>(name: CallName, value: T): T => {
  calls[name].output.parse(value)
  return value
}
const value = <T>(result: { ok: true; value: T } | { ok: false }): T => {
  if (!result.ok) throw new Error('refused')
  return result.value
}

test('a view names the fields for which stand-ins are shown', () => {
  const products = customer.products.map((product) => ({ ...product, product: 'YonSuite' }))
  applyFeedPage(
    replica,
    pageOf(1, 2, [
      putNewer('customer', 2, { ...customer, products }),
      putNewer('call', 2, { ...live, queue: 'video' }),
      putNewer('ticket', 4, { ...mine, status: 'parked', problemDomain: 'quantum' }),
    ]),
  )
  const ofCustomer = 'customer.products.0.product'
  expect(shaped('customer.read', value(readCustomer(replica, customer.id)))).toMatchObject({ newer: [ofCustomer] })
  expect(shaped('call.read', value(readCall(replica, live.id)))).toMatchObject({
    newer: ['call.queue', ofCustomer],
    call: { queue: 'nonAgreement' },
  })
  expect(shaped('ticket.read', value(readTicket(replica, mine.id)))).toMatchObject({
    newer: ['ticket.status', 'ticket.problemDomain', ofCustomer, 'call.queue'],
    ticket: { status: 'inProgress', problemDomain: null },
  })
})

test('the desk lists calls that ring here or that this person talks on, with everything about the caller', () => {
  const views = shaped('call.listLive', listLiveCalls(replica))
  expect(views.map((view) => view.call.id)).toEqual([ringing.id, live.id])
  expect(views[0]).toMatchObject({
    customer: null,
    candidates: [{ customerName: '北方机械', contactName: '王会计' }, { customerName: '北方100%电气' }],
  })
  expect(views[1]).toMatchObject({
    customer: { organisationName: '华北服务', serviceCodes: [{ id: code.id }] },
    tickets: [{ id: mine.id }],
  })
  expect(readCall(replica, id())).toMatchObject({ ok: false, failure: { code: 'notFound' } })
})

test('a customer’s file tells a missed call from the voice menu’s own, which another call carries on', () => {
  const over = { ...past, answeredBy: null, answeredAt: null, disposition: null, dispositionNote: '' }
  const missed: Call = { ...over, id: id(), startedAt: past.startedAt + 1, cause: 'cancel' }
  const withMessage: Call = { ...missed, id: id(), startedAt: past.startedAt + 2, hasMessage: true }
  const ofMenu: Call = { ...over, id: id(), startedAt: past.startedAt + 3, rangAt: null, cause: 'forwarded' }
  applyFeedPage(replica, pageOf(1, 2, [put('call', 1, missed), put('call', 1, withMessage), put('call', 1, ofMenu)]))
  const view = value(readCustomer(replica, customer.id))
  expect(view.history.filter(({ kind }) => kind === 'call').map(({ id: of, status }) => [of, status])).toEqual([
    [withMessage.id, 'messageLeft'],
    [missed.id, 'missed'],
    [past.id, 'advised'],
  ])
})

test('a customer’s file: history newest first, open tickets apart', () => {
  const view = shaped('customer.read', value(readCustomer(replica, customer.id)))
  expect(view.history.map((record) => [record.kind, record.id])).toEqual([
    ['call', past.id],
    ['ticket', mine.id],
    ['ticket', closed.id],
  ])
  expect(view.history[0]).toMatchObject({ title: '已说明', status: 'advised', personName: '周强' })
  expect(view.openTickets.map((row) => row.id)).toEqual([mine.id])
})

test('ticket views and the text filter', () => {
  const list = (view: 'mine' | 'open' | 'recent' | 'all', text = '') =>
    shaped('ticket.list', listTickets(replica, { view, text, limit: 10 })).map((row) => row.id)
  expect([list('mine'), list('open'), list('recent')]).toEqual([[mine.id], [mine.id], [mine.id]])
  expect(list('all')).toEqual([mine.id, closed.id])
  expect(list('all', '结账')).toEqual([closed.id])
  expect(list('all', '北方 0007')).toEqual([mine.id])
  expect(list('all', '%')).toEqual([])
  expect(findTicket(replica, ' t-20261101-0002 ')).toEqual({ ticketId: closed.id })
  expect(findTicket(replica, 'Ｔ－２０２６１１０１－０００２')).toEqual({ ticketId: closed.id })
  expect(findTicket(replica, 'T-1')).toEqual({ ticketId: null })
})

test('most urgent first: overdue, running out, waiting for the customer; each with its remaining time', () => {
  const morning = Date.parse('2026-11-23T09:00:00+08:00')
  const run = (from: number, to: number | null = null) => [{ from, to }]
  const over = makeTicket({ priority: 'A', runs: run(morning - dayMs * 3) })
  const soon = makeTicket({ priority: 'B', runs: run(morning) })
  const later = makeTicket({ priority: 'C', runs: run(morning) })
  const waits = makeTicket({ priority: 'A', runs: run(morning - hourMs, morning), waitingFor: '日志' })
  applyFeedPage(
    replica,
    pageOf(
      1,
      2,
      [waits, later, soon, over].map((ticket) => put('ticket', 1, ticket)),
    ),
  )
  const rows = shaped(
    'ticket.list',
    listTickets(replica, { view: 'open', text: '', limit: 4, sort: 'urgency', at: morning + hourMs }),
  )
  expect(rows.map(({ id }) => id)).toEqual([over.id, soon.id, later.id, waits.id])
  const clocks = rows.map((row) =>
    resolveClock({ ...row, runs: row.runs ?? undefined }, policyFor([], row.organisationId), morning + hourMs),
  )
  expect(clocks[1]).toEqual({ state: 'running', leftMs: 7 * hourMs, dueAt: Date.parse('2026-11-24T09:00:00+08:00') })
  expect(clocks[3]).toMatchObject({ state: 'paused', dueAt: null })
  const theirs = { priority: 'C', kind: 'technical', runs: run(morning), firstLineSince: morning } as const
  const [isNew, isFirst] = [makeTicket({ priority: 'C', status: 'new', runs: run(morning) }), makeTicket(theirs)]
  applyFeedPage(replica, pageOf(2, 3, [put('ticket', 1, isNew), put('ticket', 1, isFirst)]))
  const urgent = (at: number): string[] =>
    listTickets(replica, { view: 'open', text: '', limit: 9, sort: 'urgency', at }).map(({ id }) => id)
  // Nobody has begun with the one, and the other is the first line's for some minutes more.
  expect(
    urgent(morning + 20 * minuteMs)
      .slice(0, 3)
      .sort(),
  ).toEqual([over.id, isNew.id, isFirst.id].sort())
  // Once over, the one stays where nobody has begun, and the other goes by its time limit.
  const late = urgent(morning + 60 * minuteMs)
  expect(late.slice(0, 3)).toEqual([over.id, isNew.id, soon.id])
  expect(late.indexOf(isFirst.id)).toBeLessThan(late.indexOf(waits.id))
  expect(shaped('ticket.list', listTickets(replica, { view: 'all', text: '结账', limit: 1 }))).toMatchObject([
    { runs: null },
  ])
})

test('a ticket’s time-line has settled events first, then own pending ones', () => {
  issue(replica, 'ticket.note', { ticketId: mine.id, text: '本机' })
  const view = shaped('ticket.read', value(readTicket(replica, mine.id)))
  expect(view.timeline.map((event) => [event.data['text'], event.byName, event.isPending])).toEqual([
    ['已回电', '周强', false],
    ['本机', person.name, true],
  ])
  expect(view).toMatchObject({
    ownerName: person.name,
    customer: { id: customer.id },
    call: { id: live.id },
    isPending: true,
  })
  expect(listTickets(replica, { view: 'mine', text: '', limit: 1 })[0]).toMatchObject({
    isPending: true,
    customerName: '北方机械',
  })
})

test('customers are found by a literal part of their name', () => {
  expect(
    findCustomers(replica, '北方', 10)
      .map((one) => one.name)
      .sort(),
  ).toEqual(['北方100%电气', '北方机械'])
  expect(findCustomers(replica, '100%', 10).map((one) => one.id)).toEqual([twin.id])
  expect(findCustomers(replica, '  ', 10)).toEqual([])
})

test('full-width and half-width spellings find each other', () => {
  const names = ['阿里·木工（集团）', '华东．电气(上海)', 'ABC Co., Ltd.']
  const firms = names.map((name) => makeCustomer({ name }))
  const tickets = firms.map(({ id: customerId }, at) => makeTicket({ customerId, subject: `第${at}（急）` }))
  applyFeedPage(
    replica,
    pageOf(1, 2, [...firms.map((one) => put('customer', 1, one)), ...tickets.map((one) => put('ticket', 1, one))]),
  )
  const found = (text: string) => findCustomers(replica, text, 10).map((one) => one.name)
  for (const text of ['阿里.木工(集团)', '阿里・木工【集团】', '阿里•木工', '阿里．木工 （集团', '集团，阿里'])
    expect(found(text), text).toEqual([names[0]])
  for (const text of ['华东·电气（上海）', '华东.电气', '电气；上海']) expect(found(text), text).toEqual([names[1]])
  for (const text of ['ＡＢＣ　ｃｏ', 'abc、LTD']) expect(found(text), text).toEqual([names[2]])
  const listed = (text: string) => listTickets(replica, { view: 'all', text, limit: 10 }).map((row) => row.id)
  for (const text of ['(急)，阿里.木工', '【急】　阿里·木工', '第０（急）'])
    expect(listed(text), text).toEqual([tickets[0]?.id])
})

test('without a known customer the list shows the company that the caller named, and finds by it', () => {
  const named = makeTicket({ customerId: null, company: '新客户（上海）有限公司' })
  const known = makeTicket({ customerId: customer.id, company: '子公司' })
  const silent = makeTicket({ customerId: null })
  applyFeedPage(
    replica,
    pageOf(
      1,
      2,
      [named, known, silent].map((ticket) => put('ticket', 1, ticket)),
    ),
  )
  const rows = shaped('ticket.list', listTickets(replica, { view: 'all', text: '', limit: 10 }))
  const companyOf = (ticket: { id: string }) => rows.find(({ id: rowId }) => rowId === ticket.id)?.company
  expect([named, known, silent].map(companyOf)).toEqual(['新客户（上海）有限公司', null, null])
  expect(listTickets(replica, { view: 'all', text: '新客户(上海)', limit: 10 }).map((row) => row.id)).toEqual([
    named.id,
  ])
})

test('a time-line that mentions customers has their names', () => {
  const ticket = makeTicket({ customerId: null })
  const gone = id()
  const attached = { ...noted, name: 'ticket.customerAttached', version: 2 }
  applyFeedPage(
    replica,
    pageOf(1, 2, [
      put('ticket', 2, ticket, [{ ...attached, data: { customerId: twin.id, reason: '公司全称一致', before: gone } }]),
    ]),
  )
  issue(replica, 'ticket.attachCustomer', { ticketId: ticket.id, customerId: customer.id, reason: '公司全称一致' })
  const view = shaped('ticket.read', value(readTicket(replica, ticket.id)))
  expect(view.names).toEqual({ [twin.id]: twin.name, [customer.id]: customer.name })
  expect(view).toMatchObject({ customer: { id: customer.id }, ticket: { customerReason: '公司全称一致' } })
})

test('ten thousand tickets are listed whole, and one is found among them', () => {
  const many = Array.from({ length: 10_000 }, (_, at) =>
    put('ticket', 1, makeTicket({ updatedAt: at, customerId: customer.id })),
  )
  applyFeedPage(replica, pageOf(1, 2, many))
  expect(listTickets(replica, { view: 'all', text: '', limit: 20_000 })).toHaveLength(10_002)
  expect(listTickets(replica, { view: 'all', text: '0007', limit: 20_000 })).toHaveLength(1)
})
