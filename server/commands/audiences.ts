import type { Customer } from '#shared/domain/customer'
import { audienceRules } from '#shared/domain/register'
import type { ServiceCode } from '#shared/domain/service-code'
import { serviceCodeAudiences } from '#shared/domain/service-code'
import { lockDocuments, loadedDocument, type Body, type LoadedDocument, type Work } from './work'

/** Who may receive a document. A service code has the audiences of its customer, which is loaded for it. */
export const audiencesOf = async (work: Work, document: LoadedDocument & { body: Body }): Promise<string[]> => {
  if (document.noun !== 'serviceCode') return (audienceRules[document.noun] as (body: Body) => string[])(document.body)
  const key = { noun: 'customer', id: (document.body as ServiceCode).customerId } as const
  await lockDocuments(work, [key], 'share')
  const customer = loadedDocument(work, key).body as Customer | null
  return customer === null ? ['vendor'] : serviceCodeAudiences(customer)
}

/** Locks every service code of customers whose audiences change, so that its own audiences change with them. */
export const lockFollowers = async (work: Work, customerIds: readonly string[]): Promise<LoadedDocument[]> => {
  if (customerIds.length === 0) return []
  const rows = await work.trx
    .selectFrom('document')
    .select('id')
    .where('noun', '=', 'serviceCode')
    .where((eb) => eb(eb.ref('body', '->>').key('customerId'), 'in', customerIds))
    .execute()
  const keys = rows.map((row) => ({ noun: 'serviceCode', id: row.id }) as const)
  await lockDocuments(work, keys, 'update')
  return keys.map((key) => loadedDocument(work, key))
}
