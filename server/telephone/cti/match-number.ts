import { sql, type Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import { isLocalNumber, possibleNumbers } from '#shared/domain/phone-number'
import { customerIdSchema } from '#shared/ids'
import type { Database } from '../../db/database'

/** A call stores no more; a number that more customers share identifies nobody anyway. */
const maxCandidates = 50

/**
 * Finds all customers that have a contact with this number; if there is none, those that may be meant because one side
 * left out the area code or the plus. They are candidates to ask about, never shown as a fact.
 */
export const matchNumber = async (db: Kysely<Database>, number: string | null): Promise<Call['candidates']> => {
  if (number === null) return []
  const contacts = db
    .selectFrom('contact_phone')
    .select(['customer_id', 'contact_id'])
    .orderBy('customer_id')
    .orderBy('contact_id')
    .limit(maxCandidates)
  const exact = await contacts.where('number', '=', number).execute()
  const rows =
    exact.length > 0
      ? exact
      : await contacts
          .where((or) =>
            or.or([
              or('number', 'in', [number, ...possibleNumbers(number)]),
              ...(isLocalNumber(number) ? [sql<boolean>`number ~ ${`^\\+86(10|2[0-9]|[3-9][0-9]{2})${number}$`}`] : []),
            ]),
          )
          .execute()
  return rows.map((row) => ({ customerId: customerIdSchema.parse(row.customer_id), contactId: row.contact_id }))
}
