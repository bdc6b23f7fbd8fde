import { dayMs } from '#shared/domain/time'
import type { TelephoneNeeds } from './needs'

/** No exchange repeats an event, and no call lasts, for so long. */
const keptForMs = 14 * dayMs

/**
 * Every event of the exchange leaves a key, so that it is done once; old ones only fill the table.
 * @returns how many were deleted
 */
export const forgetOldKeys = async ({ db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('system_key')
    .where('key', 'like', 'cti:%')
    .where('at', '<', clock() - keptForMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
