import { normalisePhoneNumber, type NumberingPlan } from '#shared/domain/phone-number'
import type { CtiEvent } from './cti/cti-event'
import type { TelephoneNeeds } from './needs'
import { callIdOf, eventKey } from './pbx-call'
import { readCall } from './current-call'

/** The instruction in the answer to a new call. */
export type ExchangeAnswer =
  Record<string, never> | { action: 'reject'; reason: 'busy' } | { action: 'dial'; number: string; caller_id: string }

type NewCall = Extract<CtiEvent, { event: 'newCall' }>

export type CallScreening = {
  isBlocked: (event: NewCall) => boolean
  /** For a call that is not blocked. */
  answerTo: (event: NewCall) => ExchangeAnswer
}

/**
 * @param blocked numbers in any spelling; compared in one form.
 * @param callerId what called customers see, written as the exchange wants it; null leaves it to the exchange.
 * @param plan what the exchange leaves out of numbers or adds.
 */
export const createScreening = (
  blocked: readonly string[],
  callerId: string | null,
  plan: NumberingPlan = {},
): CallScreening => {
  const numbers = new Set(
    blocked.map((number) => normalisePhoneNumber(number, plan)).filter((number) => number !== null),
  )
  return {
    isBlocked: ({ direction, from }) => direction === 'in' && from !== null && numbers.has(from),
    answerTo: ({ direction, dialled }) =>
      direction === 'out' && callerId !== null && dialled !== null
        ? { action: 'dial', number: dialled, caller_id: callerId }
        : {},
  }
}

const refusedKey = (pbxCallId: string): string => eventKey('cti:refused', callIdOf(pbxCallId))

/** Records that a call was rejected, so that its later hang-up creates no call. */
export const refuseCall = async (
  { db, runner }: Pick<TelephoneNeeds, 'db' | 'runner'>,
  pbxCallId: string,
): Promise<void> => {
  const callId = callIdOf(pbxCallId)
  // The caller may already have been in the voice menu.
  const isKnown = (await readCall(db, callId)) !== null
  await runner.runSystem(isKnown ? [{ name: 'call.systemEnd', args: { callId, cause: 'busy' } }] : [], {
    key: refusedKey(pbxCallId),
  })
}

export const isRefused = async ({ db }: Pick<TelephoneNeeds, 'db'>, pbxCallId: string): Promise<boolean> =>
  (await db.selectFrom('system_key').select('key').where('key', '=', refusedKey(pbxCallId)).executeTakeFirst()) !==
  undefined
