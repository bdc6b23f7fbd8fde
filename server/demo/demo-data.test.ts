import { expect, test } from 'vitest'
import { customerSchema } from '#shared/domain/customer'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import { roles } from '#shared/domain/role'
import { practiceScenarios } from '#shared/ipc/contract'
import { scenarios } from '#shared/demo/scenarios'
import { demoAccounts } from './accounts'
import { demoCustomers, demoServiceCodes } from './customers'
import { demoOrganisations } from './organisations'

const now = Date.UTC(2026, 10, 23)

test('the customers are valid, and the same every time', () => {
  const customers = demoCustomers(now)
  expect(customers).toHaveLength(24)
  for (const customer of customers) expect(customerSchema.safeParse(customer).error).toBeUndefined()
  expect(demoCustomers(now)).toEqual(customers)
  expect(new Set(customers.map((each) => each.id)).size).toBe(24)
  expect(customers.some((each) => [...each.name].length === 60)).toBe(true)
})

test('all numbers are normalised', () => {
  const phones = demoCustomers(now).flatMap((each) => each.contacts.flatMap((contact) => contact.phones))
  for (const phone of phones) expect(phone).toMatch(/^\+86\d{11}$/)
})

test('codes are unique, of all three forms, one expired', () => {
  const codes = demoServiceCodes(now)
  expect(new Set(codes.map((each) => each.code)).size).toBe(codes.length)
  expect(new Set(codes.map((each) => each.serviceCode.form))).toEqual(new Set(['nc10', 'nc5', 'ncCloud']))
  expect(codes.filter((each) => each.serviceCode.validUntil < now)).toHaveLength(1)
})

test('all six roles sign in, logins and extensions are unique', () => {
  expect(new Set(demoAccounts.map((each) => each.person.role))).toEqual(new Set(roles))
  expect(new Set(demoAccounts.map((each) => each.login)).size).toBe(demoAccounts.length)
  const extensions = demoAccounts.flatMap((each) => each.person.extension ?? [])
  expect(new Set(extensions).size).toBe(extensions.length)
  expect(demoOrganisations.filter((each) => each.kind === 'authorised')).toHaveLength(4)
})

test('every practice scenario meets the demo data as its name says', () => {
  const matches = (from: string): number =>
    demoCustomers(now).filter((each) =>
      each.contacts.some((contact) => contact.phones.includes(normalisePhoneNumber(from) ?? '')),
    ).length
  expect(Object.keys(scenarios).sort()).toEqual([...practiceScenarios].sort())
  expect(matches(scenarios.verified.from)).toBe(1)
  expect(matches(scenarios.manyMatches.from)).toBe(2)
  expect(matches('13900001234')).toBe(0)
  const codes = new Set(demoServiceCodes(now).map((each) => each.code))
  for (const scenario of ['verified', 'expiredCode', 'noContract', 'unregistered'] as const)
    expect(codes.has(scenarios[scenario].code ?? '')).toBe(true)
  for (const code of codes) expect(code.startsWith('0599')).toBe(false)
})
