import type { CallIdentity } from '#shared/domain/call'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { MenuPath, Queue } from '#shared/domain/queue'
import { isServiceCodeValid, maskServiceCode, type ServiceCode } from '#shared/domain/service-code'
import type { TelephoneNeeds } from '../needs'
import { currentCall } from '../current-call'
import { findSecret } from './find-secret'
import { alarmAt, guessLimits, isLocked, refund, spend, type GuessCounts } from './guess-budget'
import { queueOfCaller } from './queue-of-caller'
import { createDummyHash, verifyServicePassword, type VerifyHash } from './service-password'

export type VerifyWish = {
  pbxCallId: string
  from: string | null
  code: string
  password: string
  menu: MenuPath | null
  problemDomain: ProblemDomain | null
}
export type VerifyAnswer = { result: 'ok' | 'refused' | 'locked' | 'expired'; queue: Queue; retry: boolean }

type Options = { verifyHash?: VerifyHash; limits?: GuessCounts }

const results = {
  verified: 'ok',
  refused: 'refused',
  locked: 'locked',
  expired: 'expired',
  none: 'refused',
} as const satisfies Record<CallIdentity['status'], VerifyAnswer['result']>

const proved = (status: 'verified' | 'expired', serviceCode: ServiceCode, code: string): CallIdentity => ({
  status,
  serviceCodeId: serviceCode.id,
  customerId: serviceCode.customerId,
  maskedCode: maskServiceCode(code),
  validUntil: serviceCode.validUntil,
})

/**
 * Checks a service code and its password for a call. Whether the code exists shows in no answer and in no time:
 * every try asks the database the same and computes one Argon2id. Neither code nor password is ever logged.
 */
export const createVerify = (
  needs: TelephoneNeeds,
  { verifyHash = verifyServicePassword, limits = guessLimits }: Options = {},
) => {
  const { db, runner, clock, log } = needs
  const dummyHash = createDummyHash()

  return async ({ pbxCallId, from, code, password, menu, problemDomain }: VerifyWish): Promise<VerifyAnswer> => {
    const { callId, call } = await currentCall(needs, pbxCallId, 'begin')
    const caller = from ?? call?.from ?? null
    const keys = { code, caller, call: callId }
    const counts = await spend(db, keys, clock())
    if (counts.all === alarmAt || counts.all === limits.all + 1)
      log.warn({ failures: counts.all }, 'alarm: service codes are being guessed')

    const { passwordHash, serviceCode, isKnownCaller } = await findSecret(db, code, caller)
    const isRight = (await verifyHash(passwordHash ?? (await dummyHash), password)) && passwordHash !== null
    const identity = ((): CallIdentity => {
      if (isLocked(counts, isKnownCaller, limits)) return { status: 'locked' }
      if (!isRight || serviceCode === null) return { status: 'refused' }
      return proved(isServiceCodeValid(serviceCode, clock()) ? 'verified' : 'expired', serviceCode, code)
    })()
    if (identity.status === 'verified' || identity.status === 'expired') await refund(db, keys)

    const path = menu ?? call?.menuPath ?? '2'
    const isKept = identity.status !== 'verified' && call?.identity.status === 'verified'
    const queue = await queueOfCaller(db, path, isKept ? call.identity : identity, clock())
    await runner.runSystem([
      { name: 'call.systemIdentify', args: { callId, identity, problemDomain, path, queue, from } },
    ])
    return {
      result: results[identity.status],
      queue,
      retry: identity.status === 'refused' && counts.call < limits.call,
    }
  }
}
