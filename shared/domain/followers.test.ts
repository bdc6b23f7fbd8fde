import { expect, test } from 'vitest'
import { customerSchema } from './customer'
import { audiencesOf, followersOf, movesFollowers, parentOf, reachOf } from './followers'
import { audiencesRule, nouns } from './register'
import { serviceCodeSchema } from './service-code'

const uuid = (digit: string): string => `00000000-0000-4000-8000-${digit.repeat(12)}`
const customer = customerSchema.parse({
  id: uuid('1'),
  name: '北方机械',
  region: '',
  industry: '',
  organisationId: uuid('2'),
  contacts: [],
  sites: [],
  products: [],
  contracts: [],
})
const code = serviceCodeSchema.parse({
  id: uuid('3'),
  customerId: customer.id,
  form: 'nc5',
  validFrom: 0,
  validUntil: 1,
})

test('a service code has the audiences of its customer, and only the vendor where there is none', () => {
  expect(parentOf('serviceCode', code)).toEqual({ noun: 'customer', id: customer.id })
  expect(parentOf('customer', customer)).toBeNull()
  const own = audiencesOf('customer', customer, null)
  expect(own).toContain(`organisation:${customer.organisationId}`)
  expect(audiencesOf('serviceCode', code, customer)).toEqual(own)
  expect(audiencesOf('serviceCode', code, null)).toEqual(['vendor'])
})

test('followers change where the audiences of a customer are others, not where they stand in another order', () => {
  const moves = (noun: 'customer' | 'article', before: string[] | null) => movesFollowers(noun, before, ['a', 'b'])
  expect([moves('customer', ['b', 'a']), moves('customer', null), moves('article', ['a'])]).toEqual([
    false,
    false,
    false,
  ])
  expect([moves('customer', ['a']), moves('customer', ['a', 'c']), moves('customer', ['a', 'b', 'c'])]).toEqual([
    true,
    true,
    true,
  ])
})

test('a change reaches those who could see the document, too', () => {
  expect(reachOf(['a', 'b'], ['b', 'c'])).toEqual({ audiences: ['a', 'b', 'c'], addedAudiences: ['c'] })
})

test('what is followed has audiences of its own', () => {
  const followed = nouns.filter((noun) => followersOf(noun).length > 0)
  expect(followed).toEqual(['customer', 'ticket'])
  for (const noun of followed) expect(typeof audiencesRule(noun)).toBe('function')
})
