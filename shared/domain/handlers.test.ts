import { expect, test } from 'vitest'
import { organisationIdSchema, personIdSchema, workOrderIdSchema } from '../ids'
import type { Call } from './call'
import type { Actor } from './decision'
import { isHandler, ticketHandlers } from './handlers'
import { may, mayOnTicket } from './may'
import type { Person } from './person'
import { callTakers, caseWorkers, roles, type Role } from './role'
import { applyTicket, decideCall, decideTicket } from './testing/rules'
import {
  agentId,
  call,
  callId,
  contextOf,
  localId,
  openArgs,
  otherAgentId,
  record,
  ticketId,
  vendorId,
} from './testing/ticket-sample'
import type { Ticket, TicketOrder } from './ticket'
import { isOrderLive, orderStatuses } from './work-order'

const elsewhere = organisationIdSchema.parse('00000000-0000-4000-8000-000000000022')
const orderId = workOrderIdSchema.parse('00000000-0000-4000-8000-000000000023')
const someone = personIdSchema.parse('00000000-0000-4000-8000-000000000009')

const personOf = (role: Role, organisationId = vendorId, id = someone): Person => ({
  id,
  name: '演示',
  role,
  organisationId,
  organisationKind: organisationId === vendorId ? 'vendor' : 'authorised',
  extension: null,
  queues: [],
})
const contextFor = (person: Person) => {
  const samples = contextOf({
    actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
  })
  const read: typeof samples.read = (noun, id) =>
    noun === 'person' ? ((id === person.id ? person : null) as never) : samples.read(noun, id)
  return { ...samples, read }
}

const opened = (over: Partial<typeof openArgs> = {}): Ticket => {
  const decision = decideTicket(null, { name: 'ticket.open', args: { ...openArgs, ...over } }, contextOf())
  if (!decision.ok) throw new Error(decision.failure.code)
  const ticket = record(decision.value).reduce<Ticket | null>(applyTicket, null)
  if (ticket === null) throw new Error('no ticket')
  return ticket
}
const referral = {
  name: '王',
  company: '公司',
  phone: '13900139000',
  product: 'NC',
  version: '6.5',
  organisationId: localId,
}
const own = opened()
const referred = opened({ kind: 'referral', referral })

const ofTicket = (ticket: Ticket, person: Person, phone: 'caller' | 'referral' = 'caller'): string => {
  if (!may(person, 'ticket.revealPhone')) return 'notAllowed'
  const decision = decideTicket(ticket, { name: 'ticket.revealPhone', args: { ticketId, phone } }, contextFor(person))
  return decision.ok ? `${String(decision.value.length)} events` : decision.failure.code
}
const ofCall = (state: Call, person: Person): string => {
  if (!may(person, 'call.revealPhone')) return 'notAllowed'
  const decision = decideCall(state, { name: 'call.revealPhone', args: { callId } }, contextFor(person))
  return decision.ok ? `${String(decision.value.length)} events` : decision.failure.code
}

test('who has a ticket reads its number, and it changes nothing', () => {
  expect(ofTicket(own, personOf('agent', vendorId, agentId))).toBe('0 events')
  expect(ofTicket(own, personOf('agent', vendorId, otherAgentId))).toBe('phoneNotYours')
  const taken = { ...own, ownerId: otherAgentId }
  expect(ofTicket(taken, personOf('agent', vendorId, otherAgentId))).toBe('0 events')
  expect(ofTicket(taken, personOf('agent', vendorId, agentId))).toBe('phoneNotYours')
})

test('who opened a ticket handles it while nobody has it', () => {
  const free = { ...own, ownerId: null, openedBy: agentId }
  expect(ofTicket(free, personOf('agent', vendorId, agentId))).toBe('0 events')
  expect(ofTicket(free, personOf('agent', vendorId, otherAgentId))).toBe('phoneNotYours')
})

test.each(roles)('of a ticket and a call of others, %s', (role) => {
  const refusal = (allowed: readonly Role[]): string => (allowed.includes(role) ? 'phoneNotYours' : 'notAllowed')
  expect(ofTicket(own, personOf(role))).toBe(role === 'supervisor' ? '0 events' : refusal(caseWorkers))
  expect(ofCall(call, personOf(role))).toBe(role === 'supervisor' ? '0 events' : refusal(callTakers))
  expect(ofTicket(own, personOf(role, localId))).toBe(refusal(caseWorkers))
  expect(ofCall(call, personOf(role, localId))).toBe(refusal(callTakers))
})

test.each(roles)('a referral is read where it went and in no other organisation, by %s', (role) => {
  for (const phone of ['caller', 'referral'] as const) {
    const isWorker = caseWorkers.includes(role)
    expect(ofTicket(referred, personOf(role, localId), phone)).toBe(isWorker ? '0 events' : 'notAllowed')
    expect(ofTicket(referred, personOf(role, elsewhere), phone)).toBe(isWorker ? 'phoneNotYours' : 'notAllowed')
  }
})

test('a missed call may be called back by those it rang for', () => {
  const missed: Call = { ...call, phase: 'ended', answeredBy: null, rung: [agentId] }
  expect(ofCall(missed, personOf('agent', vendorId, agentId))).toBe('0 events')
  expect(ofCall({ ...missed, answeredBy: otherAgentId }, personOf('agent', vendorId, agentId))).toBe('phoneNotYours')
})

test('where there is no number, nothing is read', () => {
  const supervisor = personOf('supervisor')
  expect(ofTicket({ ...own, callerPhone: '' }, supervisor)).toBe('phoneMissing')
  expect(ofTicket(own, supervisor, 'referral')).toBe('phoneMissing')
  expect(ofCall({ ...call, from: null }, supervisor)).toBe('phoneMissing')
})

test('a person who is not known here handles what is their own; the server and outsiders handle nothing', () => {
  const unknown = { ...contextOf(), read: () => null }
  const contact: Actor = { kind: 'contact', name: '王' }
  expect(isHandler(ticketHandlers(own), unknown)).toBe(true)
  expect(isHandler(ticketHandlers(own), { ...unknown, actor: { kind: 'system' } })).toBe(false)
  expect(isHandler(ticketHandlers(own), { ...unknown, actor: contact })).toBe(false)
})

test.each(orderStatuses)('who is sent works on the ticket of an order that is %s', (status) => {
  const consultant = personOf('consultant', localId)
  const at = (over: Partial<TicketOrder>, ticketStatus: Ticket['status'] = 'inProgress'): Ticket => {
    const order = { orderId, organisationId: localId, consultantId: someone, status, hasSight: true, ...over }
    return { ...own, status: ticketStatus, orders: [order] }
  }
  const works = (ticket: Ticket): boolean => mayOnTicket(consultant, 'ticket.note', ticket)
  expect(works(at({}))).toBe(isOrderLive({ status }) || status === 'done')
  expect(works(at({}, 'closed'))).toBe(isOrderLive({ status }))
  expect(works(at({ hasSight: false }))).toBe(false)
  expect(works(at({ organisationId: elsewhere, consultantId: agentId }))).toBe(false)
})
