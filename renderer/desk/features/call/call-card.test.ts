import { expect, it } from 'vitest'
import type { CallView } from '#shared/ipc/replica-views'
import type { Call } from '#shared/domain/call'
import type { Customer } from '#shared/domain/customer'
import { call, customer, now, verified } from '#shared/domain/testing/ticket-sample'
import { dayMs } from '#shared/domain/time'
import { callCardOf, type CardId, type TopicId } from './call-card'

const candidate = (name: string): CallView['candidates'][number] => ({
  customerId: customer.id,
  customerName: name,
  contactName: '王',
  region: '上海',
})
const viewOf = (
  over: Partial<Call> = {},
  ofCustomer: Customer | null = customer,
  candidates: CallView['candidates'] = [],
): CallView => ({
  call: { ...call, ...over },
  newer: [],
  candidates,
  tickets: [],
  names: {},
  customer:
    ofCustomer === null
      ? null
      : { customer: ofCustomer, newer: [], organisationName: '', serviceCodes: [], history: [], openTickets: [] },
})
const copies = (genuineness: 'unregistered' | 'counterfeit'): Customer => ({
  ...customer,
  products: customer.products.map((product) => ({ ...product, genuineness })),
})
const none: Partial<Call> = { identity: { status: 'none' } }
const expired = { ...verified, status: 'expired', validUntil: now - dayMs } as Call['identity']

it.each<[CardId, CallView, boolean]>([
  ['verified', viewOf(), true],
  ['codeRefused', viewOf({ identity: { status: 'refused' } }, null), false],
  ['codeLocked', viewOf({ identity: { status: 'locked' } }, null), false],
  ['codeExpired', viewOf({ identity: expired }), false],
  ['codeExpired', viewOf({ identity: { ...verified, validUntil: now } as Call['identity'] }), false],
  ['noContract', viewOf({}, { ...customer, contracts: [] }), false],
  [
    'contractEnded',
    viewOf({}, { ...customer, contracts: [{ ...customer.contracts[0]!, validUntil: now - 1 }] }),
    false,
  ],
  ['unregistered', viewOf({}, copies('unregistered')), false],
  ['counterfeit', viewOf({}, copies('counterfeit')), false],
  ['unknownNumber', viewOf(none, null), false],
  ['withheldNumber', viewOf({ ...none, from: null }, null), false],
  ['singleMatch', viewOf(none, null, [candidate('甲')]), false],
  ['manyMatches', viewOf(none, null, [candidate('甲'), candidate('乙')]), false],
  ['chosen', viewOf({ ...none, chosenCustomerId: customer.id }, customer, [candidate('甲')]), false],
])('%s has its card', (id, view, isTechnical) => {
  const card = callCardOf(view, now)
  expect(card.id).toBe(id)
  expect(card.kinds.includes('technical')).toBe(isTechnical)
  expect(card.mayNot).toContain('tellCode')
  expect(card.tone === 'good').toBe(isTechnical)
})

it.each<[Partial<Call>, TopicId | null]>([
  [{ menuPath: '3-2', queue: 'serviceCode' }, 'codeQuestion'],
  [{ menuPath: null, queue: 'serviceCode' }, 'codeQuestion'],
  [{ menuPath: '4', queue: 'complaint' }, 'complaint'],
  [{ menuPath: '1', queue: 'purchase' }, 'purchase'],
  [{ menuPath: '2' }, null],
])('the menu gives the topic %#', (over, topic) =>
  expect(callCardOf(viewOf({ ...none, ...over }, null), now).topic).toBe(topic),
)

it('offers the choice after a refused code too, but never against a proved customer', () => {
  const candidates = [candidate('甲')]
  expect(callCardOf(viewOf({ identity: { status: 'refused' } }, null, candidates), now).isChoiceOpen).toBe(true)
  expect(callCardOf(viewOf({}, customer, candidates), now).isChoiceOpen).toBe(false)
  expect(callCardOf(viewOf({ identity: expired }, customer, candidates), now).isChoiceOpen).toBe(false)
})

it('gives a chosen customer nothing that only a code may give', () => {
  const card = callCardOf(viewOf({ ...none, chosenCustomerId: customer.id }, customer, [candidate('甲')]), now)
  expect(card.entitlement.level).toBe('business')
  expect(card.mayNot).toContain('showFile')
})
