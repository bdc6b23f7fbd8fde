import { expect, test } from 'vitest'
import { callIdSchema, customerIdSchema, personIdSchema } from '../ids'
import { callAudiences, type Call } from './call'
import type { CallCommand } from './call-commands'
import { wasRungAt } from './call-desk'
import type { Actor } from './decision'
import { applyCall, decideCall } from './testing/rules'

const callId = callIdSchema.parse('a0000000-0000-4000-8000-000000000001')
const [lin, wang] = ['1', '2'].map((digit) => personIdSchema.parse(`b0000000-0000-4000-8000-00000000000${digit}`)) as [
  Person,
  Person,
]
type Person = ReturnType<typeof personIdSchema.parse>
const customerId = customerIdSchema.parse('c0000000-0000-4000-8000-000000000001')
const system: Actor = { kind: 'system' }
const agent = (id: Person): Actor => ({ kind: 'person', id, role: 'agent', name: '演示' })

let at = 0
const run = (call: Call | null, command: CallCommand, actor: Actor = system): Call | null => {
  const decision = decideCall(call, command, { actor, scopes: null, now: at, read: () => null })
  if (!decision.ok) throw new Error(decision.failure.code)
  return decision.value.reduce<Call | null>(
    (state, fact) =>
      applyCall(state, {
        ...fact,
        version: 1,
        by: null,
        at: ++at,
        deviceAt: null,
        commandId: null,
      }),
    call,
  )
}
const refusal = (call: Call | null, command: CallCommand, actor: Actor): string | null => {
  const decision = decideCall(call, command, { actor, scopes: null, now: at, read: () => null })
  return decision.ok ? null : decision.failure.code
}
const ring = (rung: Person[], from: string | null = '+8613800138000'): CallCommand => ({
  name: 'call.systemRing',
  args: {
    callId,
    direction: 'in',
    from,
    to: null,
    queue: null,
    rung,
    candidates: [{ customerId, contactId: customerId }],
  },
})
const answer = (by: Person | null): CallCommand => ({ name: 'call.systemAnswer', args: { callId, by } })
const end: CallCommand = { name: 'call.systemEnd', args: { callId, cause: 'normalClearing' } }

test('ringing reaches the rung and supervision, nobody else', () => {
  expect(callAudiences(run(null, ring([lin]))!)).toEqual([`person:${lin}`, 'supervision'])
})

test('a second ring adds its agents', () => {
  expect(run(run(null, ring([lin])), ring([wang, lin]))?.rung).toEqual([lin, wang])
})

test('an answer that overtook the ring still learns who called', () => {
  const call = run(run(null, answer(lin)), ring([lin]))
  expect(call).toMatchObject({
    phase: 'talking',
    answeredBy: lin,
    from: '+8613800138000',
    candidates: [{ customerId }],
  })
})

test('a ring after the hang-up names the caller and wakes nothing', () => {
  expect(run(run(null, end), ring([lin]))).toMatchObject({ phase: 'ended', rung: [], from: '+8613800138000' })
})

test('an answer after the hang-up changes nothing', () => {
  const ended = run(run(null, ring([lin])), end)
  expect(run(ended, answer(lin))).toEqual(ended)
})

test('an answer by nobody in particular is completed by a later one, and keeps its time', () => {
  const first = run(run(null, ring([lin, wang])), answer(null))
  const second = run(first, answer(wang))
  expect(second).toMatchObject({ answeredBy: wang, answeredAt: first?.answeredAt })
})

test('only the rung may answer, and only once', () => {
  const ringing = run(null, ring([lin]))
  expect(refusal(ringing, { name: 'call.answer', args: { callId } }, agent(wang))).toBe('callNotForYou')
  const talking = run(ringing, { name: 'call.answer', args: { callId } }, agent(lin))
  expect(refusal(talking, { name: 'call.answer', args: { callId } }, agent(wang))).toBe('callTaken')
  expect(refusal(run(talking, end), { name: 'call.answer', args: { callId } }, agent(lin))).toBe('callEnded')
})

test('it was rung at whoever declined or lost it to another, and at nobody else', () => {
  const declined = run(run(null, ring([lin, wang])), { name: 'call.decline', args: { callId } }, agent(lin))!
  expect(declined.rung).toEqual([wang])
  expect([lin, wang].map((one) => wasRungAt(declined, one))).toEqual([true, true])
  const taken = run(run(null, ring([lin])), answer(lin))!
  expect([lin, wang].map((one) => wasRungAt(taken, one))).toEqual([true, false])
})

test('a call is wrapped up by the one who took it, after it ended', () => {
  const dispose: CallCommand = { name: 'call.dispose', args: { callId, disposition: 'advised', note: '' } }
  const talking = run(run(null, ring([lin, wang])), answer(lin))
  expect(refusal(talking, dispose, agent(lin))).toBe('callNotEnded')
  expect(refusal(run(talking, end), dispose, agent(wang))).toBe('callNotForYou')
  expect(run(run(talking, end), dispose, agent(lin))?.disposition).toBe('advised')
})

test('a customer is chosen among the candidates only', () => {
  const other = customerIdSchema.parse('c0000000-0000-4000-8000-000000000009')
  const ringing = run(null, ring([lin]))
  expect(refusal(ringing, { name: 'call.chooseCustomer', args: { callId, customerId: other } }, agent(lin))).toBe(
    'callNotCandidate',
  )
  expect(
    run(ringing, { name: 'call.chooseCustomer', args: { callId, customerId } }, agent(lin))?.chosenCustomerId,
  ).toBe(customerId)
  const talking = run(run(null, ring([lin, wang])), answer(lin))
  expect(refusal(talking, { name: 'call.chooseCustomer', args: { callId, customerId } }, agent(wang))).toBe(
    'callNotForYou',
  )
})
