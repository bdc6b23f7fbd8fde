import type { Kysely } from 'kysely'
import { serviceCodeSchema, type ServiceCode } from '#shared/domain/service-code'
import type { Database } from '../../db/database'

/** Asked for where there is no such code, so that the same questions go to the database. */
const nobody = '00000000-0000-0000-0000-000000000000'

export type FoundSecret = { passwordHash: string | null; serviceCode: ServiceCode | null; isKnownCaller: boolean }

/** What is known of a code: always the same three questions, whether it exists or not. */
export const findSecret = async (db: Kysely<Database>, code: string, from: string | null): Promise<FoundSecret> => {
  const secret = await db
    .selectFrom('service_code_secret')
    .select(['service_code_id', 'password_hash'])
    .where('code', '=', code)
    .executeTakeFirst()
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'serviceCode')
    .where('id', '=', secret?.service_code_id ?? nobody)
    .executeTakeFirst()
  const serviceCode = row === undefined ? null : serviceCodeSchema.parse(row.body)
  const contact = await db
    .selectFrom('contact_phone')
    .select('contact_id')
    // A number without its area code is anybody's: it proves nothing.
    .where('number', '=', from?.startsWith('+') === true ? from : '')
    .where('customer_id', '=', serviceCode?.customerId ?? nobody)
    .limit(1)
    .executeTakeFirst()
  return {
    passwordHash: serviceCode === null ? null : (secret?.password_hash ?? null),
    serviceCode,
    isKnownCaller: contact !== undefined,
  }
}
