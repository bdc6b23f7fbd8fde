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
 * @returns the queue of a caller. A verified code only proves who calls: without a contract in force, or with an
 *   unregistered copy, the customer may not have technical help and waits on the non-agreement line.
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
