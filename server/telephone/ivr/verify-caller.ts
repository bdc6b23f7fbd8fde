import type { CallIdentity } from '#shared/domain/call'
import { isIdentityKept } from '#shared/domain/call-commands'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { MenuPath, Queue } from '#shared/domain/queue'
import { createServiceCodeVerifier, type VerifyOptions } from '../../identity/verify-service-code'
import { currentCall } from '../current-call'
import type { TelephoneNeeds } from '../needs'
import { queueOfCaller } from './queue-of-caller'

export type VerifyRequest = {
  pbxCallId: string
  /** The calling number in one form, where the menu knows it. */
  from: string | null
  code: string
  password: string
  menu: MenuPath | null
  problemDomain: ProblemDomain | null
}
export type VerifyAnswer = { result: 'ok' | 'refused' | 'locked' | 'expired'; queue: Queue; retry: boolean }

const results = {
  verified: 'ok',
  refused: 'refused',
  locked: 'locked',
  expired: 'expired',
  none: 'refused',
} as const satisfies Record<CallIdentity['status'], VerifyAnswer['result']>

/** Makes the function that verifies a caller, records the result at the call, and answers the voice menu. */
export const createVerifyCaller = (needs: TelephoneNeeds, options: VerifyOptions = {}) => {
  const { db, runner, clock } = needs
  const verifyServiceCode = createServiceCodeVerifier(needs, options)

  return async ({ pbxCallId, from, code, password, menu, problemDomain }: VerifyRequest): Promise<VerifyAnswer> => {
    const { callId, call } = await currentCall(needs, pbxCallId, 'begin')
    const caller = from ?? call?.from ?? null
    const { identity, mayRetry } = await verifyServiceCode({ callId, caller, code, password })
    const path = menu ?? call?.menuPath ?? '2'
    const kept = call !== null && isIdentityKept(call, identity) ? call.identity : identity
    const queue = await queueOfCaller(db, path, kept, clock())
    await runner.runSystem([
      { name: 'call.systemIdentify', args: { callId, identity, problemDomain, path, queue, from } },
    ])
    return { result: results[identity.status], queue, retry: mayRetry }
  }
}
