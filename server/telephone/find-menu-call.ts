import { sql } from 'kysely'
import { callSchema, type Call } from '#shared/domain/call'
import { dayMs, minuteMs } from '#shared/domain/time'
import type { TelephoneNeeds } from './needs'

/** A caller gets from the voice menu to the queue within seconds. */
const maxMenuMs = minuteMs
/** An exchange's configuration changes rarely, so its calls of the last day show how it works. */
const maxLearnedAgeMs = dayMs

/**
 * Whether menu and rings of this exchange share one id. Then no call may take over the menu's results of another one,
 * even if two callers use the same number at once.
 */
const menuSharesIds = async ({ db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from document where noun = 'call' and body->>'answeredAt' is not null
      and (body->>'answeredAt')::bigint > ${clock() - maxLearnedAgeMs} and body->>'direction' = 'in'
      and (body->>'menuPath' is not null or body->'identity'->>'status' <> 'none') and body->'earlierIds' is null
    limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Finds the menu call that a ringing call continues. Some voice menus use an id of their own: then the calling number
 * connects the two.
 * @param from the calling number, normalised; null where it was withheld
 * @returns the only recent call in the menu with that number; null where there are several, because a guess proves
 *   nothing
 */
export const findMenuCall = async (
  { db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>,
  from: string | null,
): Promise<Call | null> => {
  if (from === null || (await menuSharesIds({ db, clock }))) return null
  const { rows } = await sql<{ body: unknown }>`
    select body from document
    where noun = 'call' and body->>'phase' <> 'ended' and body->>'phase' = 'menu' and body->>'direction' = 'in'
      and body->>'from' = ${from} and (body->>'startedAt')::bigint > ${clock() - maxMenuMs}
    limit 2`.execute(db)
  return rows.length === 1 ? (callSchema.safeParse(rows[0]?.body).data ?? null) : null
}
