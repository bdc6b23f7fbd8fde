import { z } from 'zod'
import { openObject } from '../open-object'
import { customerIdSchema, organisationIdSchema, personIdSchema, workOrderIdSchema } from '../ids'
import { organisationAudience, sightAudiences, type Audience } from './audience'
import { instantSchema, isInForce, type Instant } from './time'

export const productSchema = z.enum(['NC', 'NC Cloud'])
export type Product = z.infer<typeof productSchema>

export const contactSchema = openObject({
  id: z.uuid(),
  name: z.string().min(1).max(100),
  title: z.string().max(100),
  /** E.164, as `normalisePhoneNumber` gives it. */
  phones: z.array(z.string().max(40)).max(10),
})

/** 注册防伪: what the registration and anti-counterfeit check says of one installed product. */
export const genuinenessSchema = z.enum(['genuine', 'unregistered', 'counterfeit'])
export type Genuineness = z.infer<typeof genuinenessSchema>

export const installedProductSchema = openObject({
  id: z.uuid(),
  product: productSchema,
  version: z.string().max(40),
  modules: z.array(z.string().max(80)).max(100),
  siteId: z.uuid().nullable(),
  registeredAt: instantSchema.nullable(),
  genuineness: genuinenessSchema,
})

export const contractSchema = openObject({
  id: z.uuid(),
  number: z.string().max(60),
  validFrom: instantSchema,
  validUntil: instantSchema,
})
export type Contract = z.infer<typeof contractSchema>

/** More organisations never work for one customer at a time. */
const maxShares = 200
const shareSchema = openObject({
  orderId: workOrderIdSchema,
  organisationId: organisationIdSchema,
  consultantId: personIdSchema.nullable(),
})
export type Share = z.infer<typeof shareSchema>

/** 基础档案: what the hotline holds about a customer. */
export const customerSchema = openObject({
  id: customerIdSchema,
  name: z.string().min(1).max(200),
  region: z.string().max(100),
  industry: z.string().max(100),
  /** The authorised organisation that serves this customer on site. */
  organisationId: organisationIdSchema,
  contacts: z.array(contactSchema).max(200),
  sites: z.array(openObject({ id: z.uuid(), name: z.string().max(100), address: z.string().max(300) })).max(200),
  products: z.array(installedProductSchema).max(100),
  contracts: z.array(contractSchema).max(100),
  /** Whom orders for this customer let see file and past services; absent where there was no order yet. */
  sharedWith: z.array(shareSchema).max(maxShares).optional(),
})
export type Customer = z.infer<typeof customerSchema>

export const customerAudiences = (customer: Customer): Audience[] => [
  'vendor',
  organisationAudience(customer.organisationId),
  ...sharedAudiences(customer),
]

/** Those whom an order lets see the customer's file, and with it the tickets of the customer. */
export const sharedAudiences = ({ sharedWith = [] }: Pick<Customer, 'sharedWith'>): Audience[] => [
  ...new Set(sharedWith.flatMap(sightAudiences)),
]

/** The contract in force, or else the one that ended last; null where there never was one. */
export const currentContract = (customer: Customer, now: Instant): Contract | null => {
  const byEnd = [...customer.contracts].sort((a, b) => b.validUntil - a.validUntil)
  return byEnd.find((contract) => isInForce(contract, now)) ?? byEnd[0] ?? null
}

/**
 * @returns one genuineness for the whole customer: one counterfeit copy outweighs all, one genuine one suffices
 *   otherwise.
 */
export const customerGenuineness = (customer: Customer): Genuineness => {
  if (customer.products.some((product) => product.genuineness === 'counterfeit')) return 'counterfeit'
  return customer.products.some((product) => product.genuineness === 'genuine') ? 'genuine' : 'unregistered'
}
