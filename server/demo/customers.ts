import { customerSchema, type Customer } from '#shared/domain/customer'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import { serviceCodeForm, serviceCodeSchema, type ServiceCode } from '#shared/domain/service-code'
import { dayMs, type Instant } from '#shared/domain/time'
import { demoCodes } from '#shared/demo/scenarios'
import { customerRows, type CustomerRow } from './customer-rows'
import { demoId, organisationId } from './organisations'

export const demoCustomerId = (key: string): Customer['id'] => customerSchema.shape.id.parse(demoId('customer', key))

const e164 = (number: string): string => normalisePhoneNumber(number) ?? number

const contractsOf = ({ key, traits }: CustomerRow, index: number, now: Instant): Customer['contracts'] => {
  if (traits.includes('noContract')) return []
  const end = traits.includes('contractEnded') ? now - 40 * dayMs : now + (200 + index) * dayMs
  const contract = (year: number, until: Instant) => ({
    id: demoId('contract', key, year),
    number: `DEMO-${year}-${String(index + 1).padStart(4, '0')}`,
    validFrom: until - 365 * dayMs,
    validUntil: until,
  })
  return [contract(2025, end - 365 * dayMs), contract(2026, end)]
}

const productsOf = (
  { key, product, version, modules, traits }: CustomerRow,
  index: number,
  now: Instant,
): Customer['products'] => {
  const genuineness = traits.includes('counterfeit')
    ? 'counterfeit'
    : traits.includes('unregistered')
      ? 'unregistered'
      : 'genuine'
  const registeredAt = genuineness === 'genuine' ? now - (400 + 30 * index) * dayMs : null
  return [
    {
      id: demoId('product', key),
      product,
      version,
      modules: modules.split(','),
      siteId: demoId('site', key, 1),
      registeredAt,
      genuineness,
    },
  ]
}

const customerOf = (row: CustomerRow, index: number, now: Instant): Customer => ({
  id: demoCustomerId(row.key),
  name: row.name,
  region: row.region,
  industry: row.industry,
  organisationId: organisationId(row.organisation),
  contacts: [
    { id: demoId('contact', row.key, 1), name: row.contact, title: '财务部', phones: [e164(row.phone)] },
    {
      id: demoId('contact', row.key, 2),
      name: '信息中心（演示）',
      title: '系统管理员',
      phones: [e164(`1380014${String(index).padStart(4, '0')}`)],
    },
  ],
  sites: (row.traits.includes('twoSites') ? ['总部', '二厂'] : ['总部']).map((name, site) => ({
    id: demoId('site', row.key, site + 1),
    name,
    address: `${row.region}演示区示范路 ${index * 3 + site + 1} 号`,
  })),
  products: productsOf(row, index, now),
  contracts: contractsOf(row, index, now),
})

/** The demo customers; their dates are relative to `now`, so that contracts never run out. */
export const demoCustomers = (now: Instant): Customer[] => customerRows.map((row, index) => customerOf(row, index, now))

export type DemoCode = { serviceCode: ServiceCode; code: string; password: string }

/** Codes of the customers without a scenario: the forms alternate. */
const plainCode = (index: number): { code: string; password: string } => {
  const digits = String(4000 + index * 7)
  const code = [`0577${digits}00`, `7${digits}`, `2077${digits}00`][index % 3] ?? ''
  return { code, password: `2026${digits}` }
}

/**
 * A code and password for every demo customer, also for the scenario `noCode`, whose caller does not key it in.
 */
export const demoServiceCodes = (now: Instant): DemoCode[] =>
  customerRows.map((row, index) => {
    const { code, password } = row.key in demoCodes ? demoCodes[row.key as keyof typeof demoCodes] : plainCode(index)
    const form = serviceCodeForm(code)
    if (form === null) throw new Error(`the demo code of ${row.key} has no known form`)
    const validUntil = row.key === 'expired' ? now - 12 * dayMs : now + (150 + index) * dayMs
    const serviceCode = serviceCodeSchema.parse({
      id: demoId('serviceCode', row.key),
      customerId: demoCustomerId(row.key),
      form,
      validFrom: validUntil - 365 * dayMs,
      validUntil,
    })
    return { serviceCode, code, password }
  })
