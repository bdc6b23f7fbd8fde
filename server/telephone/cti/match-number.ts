import { sql, type Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import { isLocalNumber, possibleNumbers } from '#shared/domain/phone-number'
import { customerIdSchema } from '#shared/ids'
import type { Database } from '../../db/database'

/** As many as a call keeps; a number of more customers than this tells nothing anyway. */
const candidateLimit = 50

/**
 * All customers that have a contact of this number; where none has, those whose contact may be meant, because one side
 * left the area code or the plus out. A list to ask about, never a guess shown as fact.
 */
export const matchNumber = async (db: Kysely<Database>, number: string | null): Promise<Call['candidates']> => {
  if (number === null) return []
  const contacts = db
    .selectFrom('contact_phone')
    .select(['customer_id', 'contact_id'])
    .orderBy('customer_id')
    .orderBy('contact_id')
    .limit(candidateLimit)
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
