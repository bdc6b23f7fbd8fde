import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '../errors'
import type { Call } from './call'
import type { Customer } from './customer'
import type { Context } from './decision'
import { entitlementOf, type EntitlementReason } from './entitlement'
import { referral, byNobodyElse, open, openAs, run, after, facts, refusal } from './testing/ticket-acts'
import { agentId, call, contextOf, customer, now, ticketId, vendorId, verified } from './testing/ticket-sample'
import { ticketKinds, ticketSchema, type TicketKind } from './ticket'
import type { TicketCommand } from './ticket-commands'
import { missingReferralFacts, openableKinds } from './ticket-open'
import { dayMs } from './time'

describe('opening', () => {
  it('writes the ticket from the call and gives it to the one who opened it', () => {
    const ticket = after(open)
    expect(ticketSchema.safeParse(ticket).success).toBe(true)
    expect(ticket).toMatchObject({
      status: 'inProgress',
      ownerId: agentId,
      queue: 'technical',
      customerId: customer.id,
      number: null,
      openedBy: agentId,
    })
  })
  it('takes a number once', () => {
    const numbered = after(open, { name: 'ticket.systemNumber', args: { ticketId, number: 'T-20261123-0001' } })
    expect(numbered.number).toBe('T-20261123-0001')
    expect(facts(numbered, { name: 'ticket.systemNumber', args: { ticketId, number: 'T-20261123-0002' } })).toEqual([])
  })
  it.each<[string, TicketCommand, Context, ErrorCode]>([
    ['a call nobody knows', open, contextOf({ call: null }), 'notFound'],
    ['another agent’s call', open, byNobodyElse, 'callNotForYou'],
    [
      'a call still ringing',
      open,
      contextOf({ call: { ...call, phase: 'ringing', answeredBy: null } }),
      'callNotForYou',
    ],
    ['a referral without its facts', openAs('referral'), contextOf(), 'referralNeedsOrganisation'],
    [
      'a referral that lacks one',
      openAs('referral', { referral: { ...referral, phone: '  ' } }),
      contextOf(),
      'referralIncomplete',
    ],
    [
      'a referral to the vendor itself',
      openAs('referral', { referral: { ...referral, organisationId: vendorId } }),
      contextOf(),
      'referralNeedsOrganisation',
    ],
  ])('refuses %s', (_, command, context, code) => expect(refusal(null, command, context)).toBe(code))
  it('refuses a ticket that is there already', () => expect(refusal(after(open), open)).toBe('alreadyExists'))
  it('keeps referral facts of a referral only', () => {
    expect(after(openAs('referral', { referral })).referral).toEqual(referral)
    expect(after(openAs('technical', { referral })).referral).toBeNull()
  })
  it('names each missing fact', () => {
    expect(missingReferralFacts({ ...referral, name: '', version: ' ' })).toEqual(['name', 'version'])
    expect(missingReferralFacts(referral)).toEqual([])
  })
})

describe('what may be opened, by entitlement', () => {
  const identity = (status: 'none' | 'refused' | 'locked'): Call => ({ ...call, identity: { status } })
  const ended = { ...verified, validUntil: now - dayMs } as Call['identity']
  const copy = (genuineness: 'unregistered' | 'counterfeit'): Customer => ({
    ...customer,
    products: customer.products.map((product) => ({ ...product, genuineness })),
  })
  const all: TicketKind[] = [...ticketKinds]
  const business: TicketKind[] = ['business', 'referral', 'complaint']
  const nothing: TicketKind[] = ['referral', 'complaint']
  const table: [EntitlementReason, Call, Customer | null, TicketKind[]][] = [
    ['verified', call, customer, all],
    ['noCode', identity('none'), null, business],
    ['codeRefused', identity('refused'), null, business],
    ['codeLocked', identity('locked'), null, business],
    ['codeExpired', { ...call, identity: ended }, customer, business],
    ['codeExpired', { ...call, identity: { ...ended, status: 'expired' } as Call['identity'] }, customer, business],
    ['noContract', call, { ...customer, contracts: [] }, business],
    ['contractEnded', call, { ...customer, contracts: [{ ...customer.contracts[0]!, validUntil: now }] }, business],
    ['unregistered', call, copy('unregistered'), business],
    ['counterfeit', call, copy('counterfeit'), nothing],
  ]
  it.each(table)('%s', (reason, ofCall, ofCustomer, kinds) => {
    expect(entitlementOf(ofCall, ofCustomer, now).reason).toBe(reason)
    expect([...openableKinds(entitlementOf(ofCall, ofCustomer, now))].sort()).toEqual([...kinds].sort())
    for (const kind of ticketKinds) {
      const expected = kinds.includes(kind)
        ? null
        : kind === 'technical'
          ? 'technicalNotEntitled'
          : 'businessNotEntitled'
      expect(refusal(null, openAs(kind, { referral }), contextOf({ call: ofCall, customer: ofCustomer })), kind).toBe(
        expected,
      )
    }
  })
  it('treats a customer chosen by number as unproved', () => {
    const chosen: Call = { ...call, identity: { status: 'none' }, chosenCustomerId: customer.id }
    expect(refusal(null, open, contextOf({ call: chosen }))).toBe('technicalNotEntitled')
    expect(run(null, openAs('business'), contextOf({ call: chosen })).customerId).toBe(customer.id)
  })
})
