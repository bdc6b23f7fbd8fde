import type { TelephoneNeeds } from './needs'
import { callIdOf, eventKey } from './pbx-call'
import { readCall } from './read-call'

const refusedKey = (pbxCallId: string): string => eventKey('cti:refused', callIdOf(pbxCallId))

/** Remembers that a call was turned away, so that the hang-up which still follows makes no call of it. */
export const refuseCall = async (
  { db, runner }: Pick<TelephoneNeeds, 'db' | 'runner'>,
  pbxCallId: string,
): Promise<void> => {
  const callId = callIdOf(pbxCallId)
  // The caller may have been in the voice menu already.
  const isKnown = (await readCall(db, callId)) !== null
  await runner.runSystem(isKnown ? [{ name: 'call.systemEnd', args: { callId, cause: 'busy' } }] : [], {
    key: refusedKey(pbxCallId),
  })
}

export const isRefused = async ({ db }: Pick<TelephoneNeeds, 'db'>, pbxCallId: string): Promise<boolean> =>
  (await db.selectFrom('system_key').select('key').where('key', '=', refusedKey(pbxCallId)).executeTakeFirst()) !==
  undefined
