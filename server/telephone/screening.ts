import { normalisePhoneNumber, type NumberingPlan } from '#shared/domain/phone-number'
import type { CtiEvent } from './cti/cti-event'
import type { TelephoneNeeds } from './needs'
import { callIdOf, eventKey } from './pbx-call'
import { readCall } from './read-call'

/** What the exchange is told about a new call beside that it was taken. */
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
