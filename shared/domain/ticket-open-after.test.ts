import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import { customerIdSchema, ticketIdSchema, type OrganisationId } from '../ids'
import type { Call } from './call'
import type { Customer } from './customer'
import type { Context } from './decision'
import type { Person } from './person'
import { reactionsTo } from './reactions'
import { personOf, referral, agent, run, refusal } from './testing/ticket-acts'
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
  verified,
} from './testing/ticket-sample'
import { ticketSchema, type Ticket, type TicketKind, type OriginReason } from './ticket'
import type { TicketCommand } from './ticket-commands'
import { dayMs } from './time'

const manager = personOf('manager', localId)

const older = run(null, { name: 'ticket.open', args: { ...openArgs, company: '华东' } }, contextOf())
const business: Ticket = { ...older, kind: 'business' }
const referred: Ticket = { ...older, kind: 'referral', referral }

const newId = ticketIdSchema.parse('00000000-0000-4000-8000-000000000050')
const after = (over: Partial<Extract<TicketCommand, { name: 'ticket.openAfter' }>['args']> = {}): TicketCommand => ({
  name: 'ticket.openAfter',
  args: {
    ticketId: newId,
    afterTicketId: ticketId,
    reason: 'followUp',
    text: '',
    kind: 'technical',
    subject: '报表也不平',
    description: '',
    priority: 'B',
    problemDomain: null,
    referral: null,
    ...over,
  },
})
type World = { older?: Ticket | null; call?: Call | null; customer?: Customer | null; person?: Person }
const worldOf = (world: World = {}): Context => {
  const person = world.person ?? agent
  const ticket = world.older === undefined ? older : world.older
  return contextOf({
    actor: { kind: 'person', id: person.id, role: person.role, name: person.name },
    others: [person, ...(ticket === null ? [] : [ticket])],
    ...(world.call === undefined ? {} : { call: world.call }),
    ...(world.customer === undefined ? {} : { customer: world.customer }),
  })
}
const outcome = (command: TicketCommand, world: World = {}): ErrorCode | 'opened' => {
  return refusal(null, command, worldOf(world)) ?? 'opened'
}

describe('a ticket that follows another', () => {
  it('takes customer, caller and product from it, and says what it follows', () => {
    const ticket = run(null, after({ text: '同一客户' }), worldOf())
    expect(ticketSchema.safeParse(ticket).success).toBe(true)
    expect(ticket).toMatchObject({
      kind: 'technical',
      ownerId: agentId,
      callId: null,
      customerId: customer.id,
      company: '华东',
      callerName: older.callerName,
      callerPhone: older.callerPhone,
      product: 'NC',
      productVersion: '6.5',
      origin: { reason: 'followUp', text: '同一客户', afterTicketId: ticketId },
    })
  })
  it('keeps the call of a second problem in it', () => {
    expect(run(null, after({ reason: 'secondProblem' }), worldOf()).callId).toBe(call.id)
  })
  it('is told of on the older one', () => {
    const [opened] = record([{ name: 'ticket.opened', data: {} }])
    const ticket = run(null, after(), worldOf())
    expect(reactionsTo({ noun: 'ticket', id: newId }, opened!, null, ticket)).toMatchObject([
      { name: 'ticket.systemNumber' },
      {
        name: 'ticket.systemFollowed',
        args: { ticketId, followerId: newId, reason: 'followUp', personId: agentId },
      },
    ])
  })
  it.each<[string, TicketCommand, World, ErrorCode | 'opened']>([
    ['an older one that is not there', after(), { older: null }, 'afterTicketUnknown'],
    ['an older one out of sight', after({ reason: 'seenOnSite' }), { person: manager }, 'afterTicketUnseen'],
    [
      'a second problem without a call',
      after({ reason: 'secondProblem' }),
      { older: { ...older, callId: null } },
      'secondProblemNeedsCall',
    ],
    ['another reason without words', after({ reason: 'other' }), {}, 'originTextMissing'],
    ['another reason in words', after({ reason: 'other', text: '客户来信' }), {}, 'opened'],
    ['a referral without facts', after({ kind: 'referral' }), {}, 'referralNeedsOrganisation'],
    [
      'a referral that lacks one',
      after({ kind: 'referral', referral: { ...referral, version: ' ' } }),
      {},
      'referralIncomplete',
    ],
    ['a referral', after({ kind: 'referral', referral }), {}, 'opened'],
  ])('%s', (_, command, world, code) => {
    expect(outcome(command, world)).toBe(code)
  })
  it.each<[OriginReason, ErrorCode | 'opened']>([
    ['seenOnSite', 'opened'],
    ['followUp', 'onlySeenOnSite'],
    ['secondProblem', 'onlySeenOnSite'],
    ['other', 'onlySeenOnSite'],
  ])('a manager opens one for what was seen on site only: %s', (reason, code) => {
    const command = after({ reason, kind: 'referral', referral, text: '现场' })
    expect(outcome(command, { person: manager, older: referred })).toBe(code)
  })
  it('a manager opens none for another organisation', () => {
    const away = { ...referral, organisationId: vendorId }
    const elsewhere = personOf('manager', '00000000-0000-4000-8000-000000000098' as OrganisationId)
    const reach: Ticket = { ...referred, ownerId: elsewhere.id }
    const seen = (to: typeof referral) => after({ reason: 'seenOnSite', kind: 'referral', referral: to })
    expect(outcome(seen(referral), { person: elsewhere, older: reach })).toBe('referralOwnOrganisation')
    expect(outcome(seen(away), { person: manager, older: referred })).toBe('referralNeedsOrganisation')
  })
})

describe('what it may be, by the older one and the contract of today', () => {
  const ended: Customer = { ...customer, contracts: [{ ...customer.contracts[0]!, validUntil: now - dayMs }] }
  const copy: Customer = {
    ...customer,
    products: customer.products.map((product) => ({ ...product, genuineness: 'counterfeit' as const })),
  }
  const unproved: Call = { ...call, identity: { status: 'none' } }
  const another: Call = {
    ...call,
    identity: { ...verified, customerId: customerIdSchema.parse(newId) } as Call['identity'],
  }
  it.each<[string, World, TicketKind, ErrorCode | 'opened']>([
    ['technical after a technical one', {}, 'technical', 'opened'],
    ['the same without its call at hand', { call: null }, 'technical', 'opened'],
    ['technical after a business one of a proved call', { older: business }, 'technical', 'opened'],
    ['technical after a business one', { older: business, call: unproved }, 'technical', 'technicalNotEntitled'],
    [
      'technical where the call proved another',
      { older: business, call: another },
      'technical',
      'technicalNotEntitled',
    ],
    ['technical after the contract ended', { customer: ended }, 'technical', 'technicalNotEntitled'],
    ['business after the contract ended', { customer: ended }, 'business', 'opened'],
    ['business for a counterfeit copy', { customer: copy }, 'business', 'businessNotEntitled'],
    ['a complaint for a counterfeit copy', { customer: copy }, 'complaint', 'opened'],
    [
      'technical for one found by name',
      { older: { ...business, customerReason: '名称一致' } },
      'technical',
      'technicalNotEntitled',
    ],
  ])('%s', (_, world, kind, code) => {
    expect(outcome(after({ kind }), world)).toBe(code)
  })
  it('a complaint waits with the complaints', () => {
    expect(run(null, after({ kind: 'complaint' }), worldOf()).queue).toBe('complaint')
  })
})
