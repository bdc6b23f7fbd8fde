import { z } from 'zod'
import { openObject } from '../open-object'
import { customerIdSchema, serviceCodeIdSchema } from '../ids'
import { organisationAudience, type Audience } from './audience'
import type { Customer } from './customer'
import { instantSchema, type Instant } from './time'

/**
 * What a console may know of a 服务识别码: whose it is and how long it is good. No digit of it and no password,
 * so that no search by company can lead a caller to a code.
 */
export const serviceCodeSchema = openObject({
  id: serviceCodeIdSchema,
  customerId: customerIdSchema,
  form: z.enum(['nc10', 'nc5', 'ncCloud']),
  validFrom: instantSchema,
  validUntil: instantSchema,
})
export type ServiceCode = z.infer<typeof serviceCodeSchema>

export const serviceCodeAudiences = (customer: Customer): Audience[] => [
  'vendor',
  organisationAudience(customer.organisationId),
]

/** Full-width digits, spaces, dashes and the closing # as callers and exchanges write them → the bare code. */
export const normaliseServiceCode = (raw: string): string =>
  raw
    .slice(0, 256)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}_.#*]/gu, '')
    .slice(0, 64)

/** The three forms of the vendor's codes; null where it is none of them. */
export const serviceCodeForm = (code: string): ServiceCode['form'] | null => {
  if (/^05\d{8}$/.test(code)) return 'nc10'
  if (/^\d{5}$/.test(code)) return 'nc5'
  if (/^2[01]\d{8}$/.test(code)) return 'ncCloud'
  return null
}

/** 05••••••21: what the screen shows of the caller's own verified code. */
export const maskServiceCode = (code: string): string =>
  code.length <= 5
    ? `${code.slice(0, 1)}•••${code.slice(-1)}`
    : `${code.slice(0, 2)}${'•'.repeat(code.length - 4)}${code.slice(-2)}`

export const isServiceCodeValid = (code: Pick<ServiceCode, 'validFrom' | 'validUntil'>, now: Instant): boolean =>
  code.validFrom <= now && now < code.validUntil
