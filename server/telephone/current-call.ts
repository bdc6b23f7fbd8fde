import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { callSchema, type Call, isContinuedElsewhere } from '#shared/domain/call'
import type { CallId } from '#shared/ids'
import { minuteMs } from '#shared/domain/time'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { callIdOf, usedAgainKey } from './pbx-call'

/** @returns the call as it is now; null where no event of it has arrived yet */
export const readCall = async (db: Kysely<Database>, callId: CallId): Promise<Call | null> => {
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'call')
    .where('id', '=', callId)
    .executeTakeFirst()
  return row === undefined ? null : callSchema.parse(row.body)
}

/** Skips, and logs, rows that this version cannot read, so that one of them does not block all the others. */
export const readableCalls = (rows: readonly { id: string; body: unknown }[], log: Logger): Call[] =>
  rows.flatMap(({ id, body }) => {
    const { data } = callSchema.safeParse(body)
    if (data === undefined) log.error({ callId: id }, 'a call cannot be read and is left out')
    return data ?? []
  })

/** @returns all calls that have not ended, the longest waiting first */
export const readOpenCalls = async (db: Kysely<Database>, log: Logger): Promise<Call[]> => {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'body'])
    .where('noun', '=', 'call')
    .where(sql<boolean>`body->>'phase' <> 'ended'`)
    .orderBy(sql`(body->>'startedAt')::bigint`)
    .execute()
  return readableCalls(rows, log)
}

/** A repeated first event comes within seconds; an exchange whose counter restarted reuses an id much later. */
const maxRepeatMs = 10 * minuteMs

/** When the id was last reused for another call; null where it never was. */
const usedAgainAt = async ({ db }: Pick<TelephoneNeeds, 'db'>, firstId: CallId): Promise<number | null> => {
  const row = await db.selectFrom('system_key').select('at').where('key', '=', usedAgainKey(firstId)).executeTakeFirst()
  return row?.at ?? null
}

/**
 * Finds the call that an exchange means by its id now. Exchanges restart their counters: an id whose call ended long
 * ago begins a new call.
 * @param how `begin` for a first event in the menu, `ring` for a first event that rings, `follow` for later events
 */
export const currentCall = async (
  needs: Pick<TelephoneNeeds, 'db' | 'clock'>,
  pbxCallId: string,
  how: 'begin' | 'ring' | 'follow',
): Promise<{ callId: CallId; call: Call | null }> => {
  const { db, clock } = needs
  const firstId = callIdOf(pbxCallId)
  const again = await usedAgainAt(needs, firstId)
  const callId = again === null ? firstId : callIdOf(pbxCallId, again)
  const call = await readCall(db, callId)
  const isLongOver = call !== null && call.endedAt !== null && clock() - call.endedAt > maxRepeatMs
  const isAnother = isLongOver || (how === 'ring' && call !== null && isContinuedElsewhere(call))
  if (how === 'follow' || !isAnother) return { callId, call }
  const at = clock()
  await db
    .insertInto('system_key')
    .values({ key: usedAgainKey(firstId), at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ at }))
    .execute()
  return currentCall(needs, pbxCallId, 'follow')
}
