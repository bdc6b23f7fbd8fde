import { expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import type { OrganisationId } from '../ids'
import type { Call } from './call'
import type { Customer } from './customer'
import { personSchema, type Person } from './person'
import type { Role } from './role'
import { applyTicket, decideTicket } from './testing/rules'
import {
  agentId,
  call,
  contextOf,
  customer,
  localId,
  now,
  openArgs,
  record,
  ticketId,
  vendorId,
} from './testing/ticket-sample'
import { dayMs } from './time'
import { ticketAudiences, ticketSchema, type Ticket, type TicketKind } from './ticket'
import type { TicketCommand } from './ticket-commands'

const personOf = (role: Role, organisationId: OrganisationId, id: string = crypto.randomUUID()): Person =>
  personSchema.parse({
    id,
    name: role,
    role,
    organisationId,
    organisationKind: organisationId === vendorId ? 'vendor' : 'authorised',
    extension: null,
    queues: [],
  })
const agent = personOf('agent', vendorId, agentId)
const colleague = personOf('agent', vendorId)
const supervisor = personOf('supervisor', vendorId)
const manager = personOf('manager', localId)
const referral = {
  name: '王会计',
  company: '华东重工',
  phone: '13800138000',
  product: 'NC',
  version: '6.5',
  organisationId: localId,
}

type World = { person?: Person; call?: Call | null; customer?: Customer | null }
const contextIn = ({ person = agent, ...world }: World) =>
  contextOf({
    actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
    others: [person],
    ...world,
  })
const fold = (state: Ticket | null, command: TicketCommand, world: World = {}): Ticket => {
  const decision = decideTicket(state, command, contextIn(world))
  if (!decision.ok) throw new Error(decision.failure.code)
  return record(decision.value).reduce<Ticket | null>(applyTicket, state) as Ticket
}
const technical = fold(null, { name: 'ticket.open', args: openArgs })
const business = fold(null, { name: 'ticket.open', args: { ...openArgs, kind: 'business' } })
const become = (kind: TicketKind, to: typeof referral | null = null): TicketCommand => ({
  name: 'ticket.changeKind',
  args: { ticketId, kind, reason: '开错了类型', referral: to },
})
const outcome = (ticket: Ticket, command: TicketCommand, world: World = {}): ErrorCode | 'changed' => {
  const decision = decideTicket(ticket, command, contextIn(world))
  return decision.ok ? 'changed' : decision.failure.code
}
const ended: Customer = { ...customer, contracts: [{ ...customer.contracts[0]!, validUntil: now - dayMs }] }
const unproved: Call = { ...call, identity: { status: 'none' } }

it.each<[string, Ticket, TicketCommand, World, ErrorCode | 'changed']>([
  ['to technical, proved by the call', business, become('technical'), {}, 'changed'],
  ['to technical without proof', business, become('technical'), { call: unproved }, 'technicalNotEntitled'],
  ['to technical after the contract', business, become('technical'), { customer: ended }, 'technicalNotEntitled'],
  ['to a referral without facts', technical, become('referral'), {}, 'referralNeedsOrganisation'],
  ['to a referral lacking one', technical, become('referral', { ...referral, name: ' ' }), {}, 'referralIncomplete'],
  ['to a referral', technical, become('referral', referral), {}, 'changed'],
  ['to a complaint', technical, become('complaint'), {}, 'changed'],
  ['by another agent', technical, become('complaint'), { person: colleague }, 'kindOfOwnTickets'],
  ['by a supervisor', technical, become('complaint'), { person: supervisor }, 'changed'],
  ['by a manager', { ...technical, kind: 'referral', referral }, become('complaint'), { person: manager }, 'changed'],
  ['of a closed one', { ...technical, status: 'closed' }, become('complaint'), {}, 'ticketClosed'],
])('%s', (_, ticket, command, world, code) => {
  expect(outcome(ticket, command, world)).toBe(code)
})

it('moves to the queue of its kind, keeps its clock, and says from what to what', () => {
  const complaint = fold(technical, become('complaint'))
  expect(complaint).toMatchObject({ kind: 'complaint', queue: 'complaint', runs: technical.runs })
  expect(fold(complaint, become('technical'))).toMatchObject({ kind: 'technical', queue: 'technical' })
  expect(fold(complaint, become('business')).queue).toBe('nonAgreement')
  expect(decideTicket(technical, become('complaint'), contextIn({}))).toMatchObject({
    value: [{ name: 'ticket.kindChanged', data: { from: 'technical', to: 'complaint', reason: '开错了类型' } }],
  })
  expect(decideTicket(technical, become('technical'), contextIn({}))).toEqual({ ok: true, value: [] })
})

it('lets an organisation see what is referred to it, and no longer what is not', () => {
  const referred = fold(technical, become('referral', referral))
  expect(ticketSchema.safeParse(referred).success).toBe(true)
  expect(ticketAudiences(referred)).toContain(`organisation:${localId}`)
  const back = fold(referred, become('business'))
  expect(back.referral).toBeNull()
  expect(ticketAudiences(back)).not.toContain(`organisation:${localId}`)
})
