import { expect, test } from 'vitest'
import { callSchema, type CallIdentity } from './call'
import { customerSchema, type Customer, type Genuineness } from './customer'
import { entitlementOf } from './entitlement'
import { openableKinds } from './ticket-open'

const now = 1_000_000
const customerId = 'c0000000-0000-4000-8000-000000000001'
const identityOf = (status: CallIdentity['status'], validUntil = now + 500): CallIdentity =>
  callSchema.shape.identity.parse({
    status,
    serviceCodeId: customerId,
    customerId,
    maskedCode: '05••••••21',
    validUntil,
  })

const customerWith = (genuineness: Genuineness[], contracts: [from: number, until: number][]): Customer =>
  customerSchema.parse({
    id: customerId,
    name: '演示客户',
    region: '北京',
    industry: '制造',
    organisationId: customerId,
    contacts: [],
    sites: [],
    products: genuineness.map((each) => ({
      id: customerId,
      product: 'NC',
      version: '6.5',
      modules: [],
      siteId: null,
      registeredAt: null,
      genuineness: each,
    })),
    contracts: contracts.map(([validFrom, validUntil]) => ({ id: customerId, number: 'K-1', validFrom, validUntil })),
  })

const running: [number, number] = [0, now + 900]
const good = customerWith(['genuine'], [running])

test.each<[string, CallIdentity, Customer | null, string, string]>([
  ['no code', identityOf('none'), null, 'business', 'noCode'],
  ['no code, though the number matches a customer', identityOf('none'), good, 'business', 'noCode'],
  ['wrong code', identityOf('refused'), good, 'business', 'codeRefused'],
  ['locked code', identityOf('locked'), good, 'business', 'codeLocked'],
  ['expired code', identityOf('expired', now - 1), good, 'business', 'codeExpired'],
  ['a code that ran out after it was verified', identityOf('verified', now), good, 'business', 'codeExpired'],
  ['a code of a customer who is gone', identityOf('verified'), null, 'business', 'noCode'],
  ['counterfeit', identityOf('verified'), customerWith(['genuine', 'counterfeit'], [running]), 'none', 'counterfeit'],
  ['unregistered', identityOf('verified'), customerWith(['unregistered'], [running]), 'business', 'unregistered'],
  ['no product at all', identityOf('verified'), customerWith([], [running]), 'business', 'unregistered'],
  ['never a contract', identityOf('verified'), customerWith(['genuine'], []), 'product', 'noContract'],
  [
    'only a contract to come',
    identityOf('verified'),
    customerWith(['genuine'], [[now + 1, now + 9]]),
    'product',
    'noContract',
  ],
  ['contract over', identityOf('verified'), customerWith(['genuine'], [[0, now]]), 'product', 'contractEnded'],
  [
    'contract over, the next not begun',
    identityOf('verified'),
    customerWith(
      ['genuine'],
      [
        [0, now],
        [now + 1, now + 9],
      ],
    ),
    'product',
    'contractEnded',
  ],
  ['all good', identityOf('verified'), good, 'technical', 'verified'],
])('%s', (_, identity, customer, level, reason) => {
  expect(entitlementOf({ identity }, customer, now)).toMatchObject({ level, reason })
})

test('technical help is good until the first of code and contract ends', () => {
  expect(entitlementOf({ identity: identityOf('verified') }, good, now).validUntil).toBe(now + 500)
  expect(entitlementOf({ identity: identityOf('verified', now + 5000) }, good, now).validUntil).toBe(now + 900)
})

test('an ended contract says when it ended', () => {
  expect(
    entitlementOf(
      { identity: identityOf('verified') },
      customerWith(
        ['genuine'],
        [
          [0, now - 5],
          [now + 1, now + 9],
        ],
      ),
      now,
    ).validUntil,
  ).toBe(now - 5)
})

test('referral and complaint are open to everybody, technical tickets to the entitled alone', () => {
  const kinds = (['technical', 'product', 'business', 'none'] as const).map((level) =>
    openableKinds({ level, reason: 'verified', validUntil: null }),
  )
  expect(kinds.every((each) => each.includes('referral') && each.includes('complaint'))).toBe(true)
  expect(kinds.map((each) => each.includes('technical'))).toEqual([true, false, false, false])
  expect(kinds.map((each) => each.includes('business'))).toEqual([true, true, true, false])
})
