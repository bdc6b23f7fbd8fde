import type { Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import { customerIdSchema } from '#shared/ids'
import type { Database } from '../../db/database'

/** As many as a call keeps; a number of more customers than this tells nothing anyway. */
const candidateLimit = 50

/** All customers that have a contact of this number: a list to ask about, never a guess shown as fact. */
export const matchNumber = async (db: Kysely<Database>, number: string | null): Promise<Call['candidates']> => {
  if (number === null) return []
  const rows = await db
    .selectFrom('contact_phone')
    .select(['customer_id', 'contact_id'])
    .where('number', '=', number)
    .orderBy('customer_id')
    .orderBy('contact_id')
    .limit(candidateLimit)
    .execute()
  return rows.map((row) => ({ customerId: customerIdSchema.parse(row.customer_id), contactId: row.contact_id }))
}
