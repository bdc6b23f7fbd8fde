import { sql } from 'kysely'
import { callSchema, type Call } from '#shared/domain/call'
import { dayMs, minuteMs } from '#shared/domain/time'
import type { TelephoneNeeds } from './needs'

/** From the voice menu to the queue is a matter of seconds. */
const withinMs = minuteMs
/** How an exchange is set up changes by the month; what it did today tells. */
const learnedWithinMs = dayMs

/**
 * Whether the menu and the rings of this exchange use one id: then nobody else's keying in is ever taken over, though
 * two call from one number at once.
 */
const menuSharesIds = async ({ db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from document where noun = 'call' and body->>'answeredAt' is not null
      and (body->>'answeredAt')::bigint > ${clock() - learnedWithinMs} and body->>'direction' = 'in'
      and (body->>'menuPath' is not null or body->'identity'->>'status' <> 'none') and body->'earlierIds' is null
    limit 1`.execute(db)
  return rows.length > 0
}

/**
 * Some voice menus ask under an id of their own: the call that then rings is told by its calling number.
 * @param from as the exchange said it, in one form; null where it was withheld
 * @returns the one call that stands in the menu with that number, begun just now; null where there are several, for a
 *   number is no proof by guess
 */
export const findMenuCall = async (
  { db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>,
  from: string | null,
): Promise<Call | null> => {
  if (from === null || (await menuSharesIds({ db, clock }))) return null
  const { rows } = await sql<{ body: unknown }>`
    select body from document
    where noun = 'call' and body->>'phase' <> 'ended' and body->>'phase' = 'menu' and body->>'direction' = 'in'
      and body->>'from' = ${from} and (body->>'startedAt')::bigint > ${clock() - withinMs}
    limit 2`.execute(db)
  return rows.length === 1 ? (callSchema.safeParse(rows[0]?.body).data ?? null) : null
}
