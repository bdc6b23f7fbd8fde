import { expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import type { Call } from './call'
import type { Customer } from './customer'
import type { Person } from './person'
import { decideTicket } from './testing/rules'
import { personOf, referral, agent, run, refusal } from './testing/ticket-acts'
import { call, contextOf, customer, localId, now, openArgs, ticketId, vendorId } from './testing/ticket-sample'
import { ticketSchema, type Ticket, type TicketKind, ticketAudiences } from './ticket'
import type { TicketCommand } from './ticket-commands'
import { dayMs } from './time'

const colleague = personOf('agent', vendorId)
const supervisor = personOf('supervisor', vendorId)
const manager = personOf('manager', localId)

type World = { person?: Person; call?: Call | null; customer?: Customer | null }
const contextIn = ({ person = agent, ...world }: World) =>
  contextOf({
    actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
    others: [person],
    ...world,
  })
const fold = (state: Ticket | null, command: TicketCommand, world: World = {}): Ticket =>
  run(state, command, contextIn(world))
const technical = fold(null, { name: 'ticket.open', args: openArgs })
const business = fold(null, { name: 'ticket.open', args: { ...openArgs, kind: 'business' } })
const become = (kind: TicketKind, to: typeof referral | null = null): TicketCommand => ({
  name: 'ticket.changeKind',
  args: { ticketId, kind, reason: '开错了类型', referral: to },
})
const outcome = (ticket: Ticket, command: TicketCommand, world: World = {}): ErrorCode | 'changed' => {
  return refusal(ticket, command, contextIn(world)) ?? 'changed'
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
