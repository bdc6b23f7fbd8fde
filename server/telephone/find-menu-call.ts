import { sql } from 'kysely'
import { callSchema, type Call } from '#shared/domain/call'
import { minuteMs } from '#shared/domain/time'
import type { TelephoneNeeds } from './needs'

/** From the voice menu to the queue is a matter of seconds. */
const withinMs = minuteMs

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
  if (from === null) return null
  const { rows } = await sql<{ body: unknown }>`
    select body from document
    where noun = 'call' and body->>'phase' <> 'ended' and body->>'phase' = 'menu' and body->>'direction' = 'in'
      and body->>'from' = ${from} and (body->>'startedAt')::bigint > ${clock() - withinMs}
    limit 2`.execute(db)
  return rows.length === 1 ? (callSchema.safeParse(rows[0]?.body).data ?? null) : null
}
