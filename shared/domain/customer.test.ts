import { describe, expect, it } from 'vitest'
import { currentContract, customerAudiences, customerGenuineness, customerSchema, type Customer, type Genuineness } from './customer'
import { applyCustomer, customerCommands, decideCustomer } from './customer-rules'
import { callId, contextOf, customer, localId, now, record, ticketId } from './ticket-sample'
import { dayMs } from './time'

const contract = (number: string, from: number, until: number): Customer['contracts'][number] =>
  ({ ...customer.contracts[0]!, number, validFrom: now + from * dayMs, validUntil: now + until * dayMs })
const withContracts = (...contracts: Customer['contracts']): Customer => ({ ...customer, contracts })
const withCopies = (...copies: Genuineness[]): Customer =>
  ({ ...customer, products: copies.map((genuineness) => ({ ...customer.products[0]!, genuineness })) })

describe('the contract that counts', () => {
  it.each<[string, Customer['contracts'], string | null]>([
    ['none', [], null],
    ['the one in force, though another ended later or begins later', [contract('old', -900, -400), contract('now', -10, 10), contract('next', 20, 400)], 'now'],
    ['the one that ends last of two in force', [contract('short', -10, 10), contract('long', -10, 99)], 'long'],
    ['the one that ended last', [contract('first', -900, -700), contract('second', -600, -5)], 'second'],
    ['a contract over at this very moment is not in force', [contract('over', -9, 0)], 'over'],
  ])('%s', (_, contracts, number) => expect(currentContract(withContracts(...contracts), now)?.number ?? null).toBe(number))
})

describe('genuineness of all copies together', () => {
  it.each<[Genuineness[], Genuineness]>([
    [[], 'unregistered'], [['genuine'], 'genuine'], [['unregistered'], 'unregistered'], [['genuine', 'unregistered'], 'genuine'],
    [['genuine', 'counterfeit'], 'counterfeit'],
  ])('%j is %s', (copies, whole) => expect(customerGenuineness(withCopies(...copies))).toBe(whole))
})

describe('a customer', () => {
  it('reaches the vendor and its own organisation only', () => expect(customerAudiences(customer)).toEqual(['vendor', `organisation:${localId}`]))
  it('keeps fields of a later version', () => expect(customerSchema.parse({ ...customer, later: 1 })).toMatchObject({ later: 1 }))
  it('is registered whole, and again', () => {
    const decision = decideCustomer(null, { name: 'customer.systemRegister', args: { customer } }, contextOf())
    expect(decision.ok && record(decision.value).reduce<Customer | null>(applyCustomer, null)).toEqual(customer)
  })
})

describe('opening a file', () => {
  const args = (basis: unknown) => customerCommands['customer.access'].safeParse({ customerId: customer.id, basis, contactId: null })
  it('changes nothing and wants the file to be there', () => {
    const command = { name: 'customer.access', args: { customerId: customer.id, basis: { kind: 'call', callId }, contactId: null } } as const
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
})
