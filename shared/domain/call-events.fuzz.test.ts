import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callSchema, type Call } from './call'
import type { CallCommand, CallFact } from './call-commands'
import { applyCall } from './call-fold'
import { decideCall } from './call-rules'
import type { Context } from './decision'
import { callIdSchema, personIdSchema } from '../ids'

const callId = callIdSchema.parse('a0000000-0000-4000-8000-000000000001')
const people = ['1', '2', '3'].map((digit) => personIdSchema.parse(`b0000000-0000-4000-8000-00000000000${digit}`))
const context: Context = { actor: { kind: 'system' }, now: 1, read: () => null }

const verified = callSchema.shape.identity.parse({
  status: 'verified',
  serviceCodeId: people[0],
  customerId: people[1],
  maskedCode: '05••••••21',
  validUntil: 99,
})
const commands = fc.oneof(
  fc
    .constantFrom('1', '2', '3', '3-2', '4')
    .map((path): CallCommand => ({ name: 'call.systemMenu', args: { callId, path, problemDomain: null } })),
  fc
    .constantFrom(verified, { status: 'refused' as const }, { status: 'locked' as const })
    .map((identity): CallCommand => ({
      name: 'call.systemIdentify',
      args: {
        callId,
        identity,
        problemDomain: null,
        path: '2',
        queue: identity.status === 'verified' ? 'technical' : 'nonAgreement',
      },
    })),
  fc
    .tuple(
      fc.subarray(people),
      fc.option(fc.constant('+8613800138000')),
      fc.option(fc.constantFrom('technical', 'complaint')),
    )
    .map(([rung, from, queue]): CallCommand => ({
      name: 'call.systemRing',
      args: { callId, direction: 'in', from, to: null, queue, rung, candidates: [] },
    })),
  fc.option(fc.constantFrom(...people)).map((by): CallCommand => ({ name: 'call.systemAnswer', args: { callId, by } })),
  fc
    .constantFrom('normalClearing', 'cancel', 'timedOut')
    .map((cause): CallCommand => ({ name: 'call.systemEnd', args: { callId, cause } })),
)

type Told = { call: Call | null; facts: CallFact[] }

const play = (sequence: CallCommand[]): Told => {
  let call: Call | null = null
  const facts: CallFact[] = []
  for (const [index, command] of sequence.entries()) {
    const decision = decideCall(call, command, context)
    if (!decision.ok) throw new Error(`the exchange was refused: ${decision.failure.code}`)
    for (const fact of decision.value) {
      facts.push(fact)
      call = applyCall(call, {
        ...fact,
        version: facts.length,
        by: null,
        at: index,
        deviceAt: null,
        commandId: null,
      })
    }
  }
  return { call, facts }
}

const sequences = fc.array(commands, { minLength: 1, maxLength: 40 })

test('whatever the order, a call is ended if and only if a hang-up was seen, and stays so', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const { call } = play(sequence)
      expect(call?.phase === 'ended').toBe(sequence.some((command) => command.name === 'call.systemEnd'))
    }),
  )
})

test('whatever the order, the call is a call, with its instants in order', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const { call } = play(sequence)
      expect(callSchema.safeParse(call).success).toBe(true)
      expect((call?.endedAt ?? Infinity) >= (call?.answeredAt ?? 0)).toBe(true)
      expect(call?.phase === 'talking').toBe(call?.answeredAt !== null && call?.endedAt === null)
    }),
  )
})

test('every event said twice in a row is as good as once', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const isTwice = (command: CallCommand): boolean =>
        command.name !== 'call.systemMenu' && command.name !== 'call.systemIdentify'
      const once = play(sequence)
      const twice = play(sequence.flatMap((command) => (isTwice(command) ? [command, command] : [command])))
      expect(twice.facts).toEqual(once.facts)
    }),
  )
})

test('a call ends at most once, is started once, and a proved caller stays proved', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const { call, facts } = play(sequence)
      expect(facts.filter((fact) => fact.name === 'call.started')).toHaveLength(1)
      expect(facts.filter((fact) => fact.name === 'call.ended').length).toBeLessThanOrEqual(1)
      const isProved = facts.some(
        (fact) => fact.name === 'call.identityChecked' && fact.data.identity.status === 'verified',
      )
      expect(call?.identity.status === 'verified').toBe(isProved)
    }),
  )
})
