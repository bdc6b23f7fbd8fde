import type { Kysely } from 'kysely'
import type { CallIdentity } from '#shared/domain/call'
import { customerSchema, type Customer } from '#shared/domain/customer'
import { entitlementOf } from '#shared/domain/entitlement'
import { queueOfMenu, type MenuPath, type Queue } from '#shared/domain/queue'
import type { Instant } from '#shared/domain/time'
import type { Database } from '../../db/database'

const readCustomer = async (db: Kysely<Database>, id: string): Promise<Customer | null> => {
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'customer')
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : customerSchema.parse(row.body)
}

/**
 * @returns where a caller waits: a good code alone proves who calls, and only a customer who may have technical help
 *   waits for it. Without a contract in force, or with a copy that is not registered, that is the non-agreement line.
 */
export const queueOfCaller = async (
  db: Kysely<Database>,
  path: MenuPath,
  identity: CallIdentity | null,
  now: Instant,
): Promise<Queue> => {
  if (identity?.status !== 'verified') return queueOfMenu(path, false)
  const customer = await readCustomer(db, identity.customerId)
  return queueOfMenu(path, entitlementOf({ identity }, customer, now).level === 'technical')
}
