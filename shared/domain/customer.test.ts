import { describe, expect, it } from 'vitest'
import {
  currentContract,
  customerAudiences,
  customerGenuineness,
  customerSchema,
  type Customer,
  type Genuineness,
} from './customer'
import type { Call } from './call'
import { customerCommands, type AccessBasis } from './customer-rules'
import type { Context } from './decision'
import type { Person } from './person'
import type { Ticket } from './ticket'
import {
  agentId,
  call,
  callId,
  contextOf,
  customer,
  localId,
  now,
  otherAgentId,
  record,
  ticketId,
  vendorId,
} from './testing/ticket-sample'
import { dayMs } from './time'
import { applyCustomer, decideCustomer } from './testing/rules'

const contract = (number: string, from: number, until: number): Customer['contracts'][number] => ({
  ...customer.contracts[0]!,
  number,
  validFrom: now + from * dayMs,
  validUntil: now + until * dayMs,
})
const otherId = '00000000-0000-4000-8000-000000000099' as typeof vendorId
const withContracts = (...contracts: Customer['contracts']): Customer => ({ ...customer, contracts })
const withCopies = (...copies: Genuineness[]): Customer => ({
  ...customer,
  products: copies.map((genuineness) => ({ ...customer.products[0]!, genuineness })),
})

describe('the contract that counts', () => {
  it.each<[string, Customer['contracts'], string | null]>([
    ['none', [], null],
    [
      'the one in force, though another ended later or begins later',
      [contract('old', -900, -400), contract('now', -10, 10), contract('next', 20, 400)],
      'now',
    ],
    ['the one that ends last of two in force', [contract('short', -10, 10), contract('long', -10, 99)], 'long'],
    ['the one that ended last', [contract('first', -900, -700), contract('second', -600, -5)], 'second'],
    ['a contract over at this very moment is not in force', [contract('over', -9, 0)], 'over'],
  ])('%s', (_, contracts, number) =>
    expect(currentContract(withContracts(...contracts), now)?.number ?? null).toBe(number),
  )
})

describe('genuineness of all copies together', () => {
  it.each<[Genuineness[], Genuineness]>([
    [[], 'unregistered'],
    [['genuine'], 'genuine'],
    [['unregistered'], 'unregistered'],
    [['genuine', 'unregistered'], 'genuine'],
    [['genuine', 'counterfeit'], 'counterfeit'],
  ])('%j is %s', (copies, whole) => expect(customerGenuineness(withCopies(...copies))).toBe(whole))
})

describe('a customer', () => {
  it('reaches the vendor and its own organisation only', () =>
    expect(customerAudiences(customer)).toEqual(['vendor', `organisation:${localId}`]))
  it('keeps fields of a later version', () =>
    expect(customerSchema.parse({ ...customer, later: 1 })).toMatchObject({ later: 1 }))
  it('is registered whole, and again', () => {
    const decision = decideCustomer(null, { name: 'customer.systemRegister', args: { customer } }, contextOf())
    expect(decision.ok && record(decision.value).reduce<Customer | null>(applyCustomer, null)).toEqual(customer)
  })
})

describe('opening a file', () => {
  const args = (basis: unknown) =>
    customerCommands['customer.access'].args.safeParse({ customerId: customer.id, basis, contactId: null })
  it('changes nothing and wants the file to be there', () => {
    const command = {
      name: 'customer.access',
      args: { customerId: customer.id, basis: { kind: 'call', callId }, contactId: null },
    } as const
    expect(decideCustomer(customer, command, contextOf())).toEqual({ ok: true, value: [] })
    expect(decideCustomer(null, command, contextOf())).toMatchObject({ ok: false, failure: { code: 'notFound' } })
  })
  it('needs a call, a ticket or a reason in words', () => {
    expect(args({ kind: 'call', callId }).success).toBe(true)
    expect(args({ kind: 'ticket', ticketId }).success).toBe(true)
    expect(args({ kind: 'reason', reason: '回访合同续签' }).success).toBe(true)
    expect(args({ kind: 'reason', reason: '   查 ' }).success).toBe(false)
    expect(args({ kind: 'none' }).success).toBe(false)
  })

  const person: Person = {
    id: agentId,
    name: '李',
    role: 'agent',
    organisationId: vendorId,
    organisationKind: 'vendor',
    extension: null,
    queues: [],
  }
  const outsider: Person = { ...person, organisationKind: 'authorised', organisationId: otherId, role: 'manager' }
  const other = { ...customer, id: otherId as never }
  const codeOf = (
    basis: AccessBasis,
    seen: {
      call?: Partial<Call>
      ticket?: Partial<Ticket> | null
      person?: Person | null
      file?: Customer
      contactId?: string
      at?: number
    } = {},
  ): string => {
    const file = seen.file ?? customer
    const documents: Record<string, unknown> = {
      call: { ...call, ...seen.call },
      person: seen.person === undefined ? person : seen.person,
      ticket:
        seen.ticket === null
          ? null
          : {
              id: ticketId,
              customerId: customer.id,
              status: 'inProgress',
              ownerId: null,
              referral: null,
              ...seen.ticket,
            },
    }
    const context = {
      ...contextOf(),
      now: seen.at ?? now,
      read: ((noun: string) => documents[noun] ?? null) as Context['read'],
    }
    const decision = decideCustomer(
      file,
      { name: 'customer.access', args: { customerId: file.id, basis, contactId: seen.contactId ?? null } },
      context,
    )
    return decision.ok ? 'open' : decision.failure.code
  }
  const byCall: AccessBasis = { kind: 'call', callId }
  const byTicket: AccessBasis = { kind: 'ticket', ticketId }
  const byReason: AccessBasis = { kind: 'reason', reason: '回访合同续签' }
  const ofOther = { answeredBy: otherAgentId, rung: [otherAgentId] }
  it.each<[string, Parameters<typeof codeOf>, string]>([
    ['a call on the line', [byCall], 'open'],
    ['a call that rings here', [byCall, { call: { phase: 'ringing', answeredBy: null } }], 'open'],
    ['a call that another took while it rang here', [byCall, { call: { answeredBy: otherAgentId } }], 'open'],
    ['a call over and not wrapped up', [byCall, { call: { phase: 'ended', endedAt: now - 7 * dayMs } }], 'open'],
    [
      'a call wrapped up',
      [byCall, { call: { phase: 'ended', endedAt: now, disposition: 'advised' } }],
      'accessBasisMissing',
    ],
    ['a call given up just now', [byCall, { call: { phase: 'ended', answeredBy: null, endedAt: now - 1000 } }], 'open'],
    [
      'a call given up long ago',
      [byCall, { call: { phase: 'ended', answeredBy: null, endedAt: now - dayMs } }],
      'accessBasisMissing',
    ],
    ['a call of somebody else', [byCall, { call: ofOther }], 'accessBasisMissing'],
    ['a call of another customer', [byCall, { file: other }], 'accessBasisMissing'],
    [
      'a candidate of the call',
      [byCall, { file: other, call: { candidates: [{ customerId: other.id, contactId: ticketId }] } }],
      'open',
    ],
    ['a case of the customer', [byTicket], 'open'],
    ['a case that is not there', [byTicket, { ticket: null }], 'accessBasisMissing'],
    ['a closed case', [byTicket, { ticket: { status: 'closed' } }], 'accessBasisMissing'],
    ['a case of another customer', [byTicket, { file: other }], 'accessBasisMissing'],
    ['a case out of sight', [byTicket, { person: outsider }], 'accessBasisMissing'],
    [
      'a case referred to one’s own organisation',
      [byTicket, { person: outsider, ticket: { referral: { organisationId: otherId } as never } }],
      'open',
    ],
    ['somebody unknown', [byTicket, { person: null }], 'accessBasisMissing'],
    ['a reason in words', [byReason], 'open'],
    ['a contact that is not this customer’s', [byReason, { contactId: ticketId }], 'notFound'],
  ])('on the basis of %s', (_, input, expected) => expect(codeOf(...input)).toBe(expected))
})
