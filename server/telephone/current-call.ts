import type { Call } from '#shared/domain/call'
import { minuteMs } from '#shared/domain/time'
import type { CallId } from '#shared/ids'
import type { TelephoneNeeds } from './needs'
import { callIdOf, usedAgainKey } from './pbx-call'
import { readCall } from './read-call'

/** A repeat of a call's first event comes within seconds; an exchange that counts anew uses an id again much later. */
const repeatedWithinMs = 10 * minuteMs

/** When the id was given to another call for the last time; null where it never was. */
const usedAgainAt = async ({ db }: Pick<TelephoneNeeds, 'db'>, firstId: CallId): Promise<number | null> => {
  const row = await db.selectFrom('system_key').select('at').where('key', '=', usedAgainKey(firstId)).executeTakeFirst()
  return row?.at ?? null
}

/** It stood in the menu when another call of the same number seemed to carry it on. */
const wasTakenForAnother = ({ phase, cause, rangAt, answeredAt }: Call): boolean =>
  phase === 'ended' && cause === 'forwarded' && rangAt === null && answeredAt === null

/**
 * The call that an exchange means by its id now. Exchanges count anew after a restart: an id whose call ended long ago
 * begins another call.
 * @param how `begin` for the first event of a call, `ring` where that is its ring, `follow` for those after it
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
  const isLongOver = call !== null && call.endedAt !== null && clock() - call.endedAt > repeatedWithinMs
  const isAnother = isLongOver || (how === 'ring' && call !== null && wasTakenForAnother(call))
  if (how === 'follow' || !isAnother) return { callId, call }
  const at = clock()
  await db
    .insertInto('system_key')
    .values({ key: usedAgainKey(firstId), at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ at }))
    .execute()
  return currentCall(needs, pbxCallId, 'follow')
}
