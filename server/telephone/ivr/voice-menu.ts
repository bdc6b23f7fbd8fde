import type { Kysely } from 'kysely'
import type { CallIdentity } from '#shared/domain/call'
import { customerSchema, type Customer } from '#shared/domain/customer'
import { entitlementOf } from '#shared/domain/entitlement'
import { queueOfMenu, type MenuPath, type Queue } from '#shared/domain/queue'
import type { Instant } from '#shared/domain/time'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import { isIdentityKept } from '#shared/domain/call-commands'
import type { Database } from '../../db/database'
import { createServiceCodeVerifier, type VerifyOptions } from '../../identity/verify-service-code'
import type { TelephoneNeeds } from '../needs'
import { currentCall, readCall } from '../current-call'

const readCustomer = async (db: Kysely<Database>, id: string): Promise<Customer | null> => {
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'customer')
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : customerSchema.parse(row.body)
}

/**
 * @returns the queue of a caller. A verified code only proves who calls: without a contract in force, or with an
 *   unregistered copy, the customer may not have technical help and waits on the non-agreement line.
 */
const queueOfCaller = async (
  db: Kysely<Database>,
  path: MenuPath,
  identity: CallIdentity | null,
  now: Instant,
): Promise<Queue> => {
  if (identity?.status !== 'verified') return queueOfMenu(path, false)
  const customer = await readCustomer(db, identity.customerId)
  return queueOfMenu(path, entitlementOf({ identity }, customer, now).level === 'technical')
}

/** What the voice menu plays next; the exchange has the recordings. */
export type Announcement = 'purchase' | 'enterServiceCode' | 'transferring' | 'codePolicy' | 'complaint'
export type MenuChoice = {
  pbxCallId: string
  /** The calling number in one form, where the menu knows it. */
  from: string | null
  path: MenuPath
  problemDomain: ProblemDomain | null
}
export type MenuAnswer = { queue: Queue; announce: Announcement }

const announcementOf = (path: MenuPath, isVerified: boolean): Announcement => {
  switch (path) {
    case '1':
      return 'purchase'
    case '2':
      return isVerified ? 'transferring' : 'enterServiceCode'
    case '3':
    case '3-2':
      return 'codePolicy'
    case '4':
      return 'complaint'
  }
}

/** Records a caller's menu choice. @returns the queue, and what to announce */
export const chooseMenu = async (
  needs: TelephoneNeeds,
  { pbxCallId, from, path, problemDomain }: MenuChoice,
): Promise<MenuAnswer> => {
  const { db, runner, clock } = needs
  const { callId } = await currentCall(needs, pbxCallId, 'begin')
  await runner.runSystem([{ name: 'call.systemMenu', args: { callId, path, problemDomain, from } }])
  const identity = (await readCall(db, callId))?.identity ?? null
  return {
    queue: await queueOfCaller(db, path, identity, clock()),
    announce: announcementOf(path, identity?.status === 'verified'),
  }
}

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
