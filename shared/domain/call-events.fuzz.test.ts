import fc from 'fast-check'
import { expect, test } from 'vitest'
import { callSchema, type Call } from './call'
import type { CallCommand } from './call-commands'
import type { CallFact } from './call-events'
import { callReactions } from './call-reactions'
import type { Agent } from './agent'
import type { AgentCommand } from './agent-rules'
import type { Context } from './decision'
import { callIdSchema, personIdSchema, type PersonId } from '../ids'
import { applyAgent, applyCall, decideAgent, decideCall } from './testing/rules'

const callId = callIdSchema.parse('a0000000-0000-4000-8000-000000000001')
const people = ['1', '2', '3'].map((digit) => personIdSchema.parse(`b0000000-0000-4000-8000-00000000000${digit}`))
/** Four seconds from one event to the next: some follow at once, some when the one who talks has settled. */
const stepMs = 4000
const contextAt = (now: number): Context => ({ actor: { kind: 'system' }, scopes: null, now, read: () => null })

const verified = callSchema.shape.identity.parse({
  status: 'verified',
  serviceCodeId: people[0],
  customerId: people[1],
  maskedCode: '05••••••21',
  validUntil: 99,
})
const beginnings = fc.oneof(
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
  fc.constant<CallCommand>({ name: 'call.systemAnswer', args: { callId, by: null, isMachine: true } }),
  fc
    .constantFrom('normalClearing', 'cancel', 'timedOut')
    .map((cause): CallCommand => ({ name: 'call.systemEnd', args: { callId, cause } })),
)

const commands = fc.oneof(
  beginnings,
  fc
    .subarray(people)
    .map((those): CallCommand => ({ name: 'call.systemStopRinging', args: { callId, people: those } })),
)

type Told = { call: Call | null; facts: CallFact[] }

/** Menu and code are questions, which may be asked again; what happens on the line is said again by mistake only. */
const mayBeRepeated = (command: CallCommand): boolean =>
  command.name !== 'call.systemMenu' && command.name !== 'call.systemIdentify'

/** @param times how often each event of the line is said */
const play = (sequence: readonly CallCommand[], times = 1): Told => {
  let call: Call | null = null
  const facts: CallFact[] = []
  const said = sequence.flatMap((command, index) =>
    Array.from({ length: mayBeRepeated(command) ? times : 1 }, () => ({ command, at: index * stepMs })),
  )
  for (const { command, at } of said) {
    const decision = decideCall(call, command, contextAt(at))
    if (!decision.ok) throw new Error(`the exchange was refused: ${decision.failure.code}`)
    for (const fact of decision.value) {
      facts.push(fact)
      call = applyCall(call, { ...fact, version: facts.length, by: null, at, deviceAt: null, commandId: null })
    }
  }
  return { call, facts }
}

/** The agents as the reactions of all that leave them; each was ready. */
const agentsAfter = (sequence: readonly CallCommand[]): Agent[] => {
  const agents = new Map<PersonId, Agent>()
  let call: Call | null = null
  for (const [index, command] of sequence.entries()) {
    const at = index * stepMs
    const recorded = { version: 1, by: null, at, deviceAt: null, commandId: null }
    const decision = decideCall(call, command, contextAt(at))
    if (!decision.ok) throw new Error(decision.failure.code)
    for (const fact of decision.value) {
      const before: Call | null = call
      call = applyCall(call, { ...fact, ...recorded })
      for (const reaction of callReactions(fact, before, call)) {
        const { personId } = reaction.args as { personId: PersonId }
        const decided = decideAgent(agents.get(personId) ?? null, reaction as AgentCommand, contextAt(at))
        if (!decided.ok) throw new Error(decided.failure.code)
        for (const each of decided.value)
          agents.set(personId, applyAgent(agents.get(personId) ?? null, { ...each, ...recorded }))
      }
    }
  }
  return [...agents.values()]
}

const sequencesOf = (most: number): fc.Arbitrary<CallCommand[]> =>
  fc.tuple(beginnings, fc.array(commands, { maxLength: most })).map(([first, rest]) => [first, ...rest])
const sequences = sequencesOf(40)
/** Within the minute in which a late ring of the first group is no transfer. */
const shortSequences = sequencesOf(10)

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
    fc.property(shortSequences, (sequence) => {
      const once = play(sequence)
      const twice = play(sequence, 2)
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

test('whatever the order, at most one talks, and it is the one who answered', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const { call } = play(sequence)
      const talking = (call?.talks ?? []).filter((talk) => talk.until === null)
      expect(talking.map(({ personId }) => personId)).toEqual(
        call?.phase === 'talking' && call.answeredBy !== null ? [call.answeredBy] : [],
      )
    }),
  )
})

test('whatever the order of events, agents ring, talk and are free again, and no ended call keeps one of them', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const end: CallCommand = { name: 'call.systemEnd', args: { callId, cause: 'normalClearing' } }
      const busy = agentsAfter([...sequence, end])
      expect(busy.filter(({ state }) => state === 'ringing' || state === 'talking')).toEqual([])
    }),
  )
})
