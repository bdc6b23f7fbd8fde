import type { Customer } from '#shared/domain/customer'
import { audienceRules } from '#shared/domain/document'
import type { ServiceCode } from '#shared/domain/service-code'
import { serviceCodeAudiences } from '#shared/domain/service-code'
import { hold, heldAt, type Body, type Held, type Work } from './work'

/** Who may receive the document in hand. A service code follows its customer, which is read for it. */
export const audiencesOf = async (work: Work, held: Held & { body: Body }): Promise<string[]> => {
  if (held.noun !== 'serviceCode') return (audienceRules[held.noun] as (body: Body) => string[])(held.body)
  const key = { noun: 'customer', id: (held.body as ServiceCode).customerId } as const
  await hold(work, [key], 'share')
  const customer = heldAt(work, key).body as Customer | null
  return customer === null ? ['vendor'] : serviceCodeAudiences(customer)
}

/** Takes in hand every service code of the customers whose audience changes, so that it follows them. */
export const holdFollowers = async (work: Work, customerIds: readonly string[]): Promise<Held[]> => {
  if (customerIds.length === 0) return []
  const rows = await work.trx
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'serviceCode')
    .where((eb) => eb(eb.ref('body', '->>').key('customerId'), 'in', customerIds))
    .execute()
  const keys = rows.map((row) => ({ noun: 'serviceCode', id: row.id }) as const)
  await hold(work, keys, 'update')
  return keys.map((key) => heldAt(work, key))
}
