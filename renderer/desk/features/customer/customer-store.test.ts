import { beforeEach, expect, it } from 'vitest'
import { callId, customerId } from '#shared/domain/testing/ticket-sample'
import { fail, ok, type Result } from '#shared/result'
import { forgetPerson } from '../../bridge/person-store'
import { accessStore, isRefused, openForReason, recordAccess, recordReveal } from './customer-store'

const byCall = { kind: 'call', callId } as const
const byReason = { kind: 'reason', reason: '回访客户' } as const
const contactId = '00000000-0000-4000-8000-000000000050'
let asked: unknown[] = []
let answer: Result<unknown> = ok({ commandId: contactId })

beforeEach(() => {
  forgetPerson()
  asked = []
  answer = ok({ commandId: contactId })
  globalThis.window = {
    hotline: {
      call: async (_name: string, input: unknown) => {
        asked.push(input)
        return answer
      },
      listen: () => () => undefined,
    },
  } as never
})
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
const granted = () => accessStore.getState().granted[customerId]

it('a call opens a file and is recorded once', () => {
  recordAccess(customerId, byCall)
  recordAccess(customerId, byCall)
  expect([asked.length, granted()]).toEqual([1, byCall])
})

it('what could not be recorded opens nothing, and is not asked again and again', async () => {
  answer = fail('notAllowed')
  recordAccess(customerId, byCall)
  await settled()
  recordAccess(customerId, byCall)
  await settled()
  expect([asked.length, isRefused(accessStore.getState(), customerId, byCall)]).toEqual([1, true])
})

it('a reveal refused because the call is over closes the file, so that a reason is asked for', async () => {
  recordAccess(customerId, byCall)
  answer = fail('accessBasisMissing')
  expect(await recordReveal(customerId, byCall, contactId)).toBe(false)
  expect([granted(), isRefused(accessStore.getState(), customerId, byCall)]).toEqual([undefined, true])
})

it('the same reason stated again is recorded again and opens the file again', async () => {
  await openForReason(customerId, byReason)
  recordAccess(customerId, byCall)
  await openForReason(customerId, byReason)
  expect([asked.length, granted()]).toEqual([3, byReason])
})

it('a reason that is refused opens nothing', async () => {
  answer = fail('notAllowed')
  await openForReason(customerId, byReason)
  expect(granted()).toBeUndefined()
})
