import { z } from 'zod'
import { callIdSchema, customerIdSchema, personIdSchema, type PersonId } from '../ids'
import {
  callIdentitySchema,
  dispositionSchema,
  hangupCauseSchema,
  callOtherEnd,
  isColleagueCall,
  isOwnerKnown,
  noteLimit,
  rungLimit,
  type Call,
  type CallIdentity,
} from './call'
import { isCallOf, isRungAt } from './call-desk'
import type { CallFact } from './call-events'
import { answerSchema, decideAnswer, decideRing, ringSchema, starting } from './call-line'
import { accept, reject, type Context, type Decision } from './decision'
import { commandsOf, existing, type CommandIn } from './define-noun'
import { entitlementOf } from './entitlement'
import { callHandlers, isHandler } from './handlers'
import { maxCallNote, maxRemark } from './limits'
import { problemDomainSchema } from './problem-domain'
import { menuPathSchema, queueOfMenu, queueSchema } from './queue'
import { callTakers } from './role'

/** A rule about what a person does with a call. */
const byPerson = <A>(decide: (call: Call, args: A, me: PersonId) => Decision<CallFact>) =>
  existing<Call, A, CallFact>((call, args, { actor }) =>
    actor.kind === 'person' ? decide(call, args, actor.id) : reject('notAllowed'),
  )

const { command, systemCommand } = commandsOf<Call, CallFact>()

/** The rules of a call; see the drawing at `callSchema`. */
export const callCommands = {
  'call.answer': command({
    args: z.object({ callId: callIdSchema }),
    may: callTakers,
    decide: byPerson((call, _, me) => {
      if (call.phase === 'ended') return reject('callEnded')
      if (call.answeredBy === me) return accept()
      if (!isRungAt(call, me)) return reject(call.phase === 'talking' ? 'callTaken' : 'callNotForYou')
      return accept({ name: 'call.answered', data: { by: me } })
    }),
  }),
  'call.decline': command({
    args: z.object({ callId: callIdSchema }),
    may: callTakers,
    decide: byPerson((call, _, me) =>
      isRungAt(call, me) ? accept({ name: 'call.declined', data: { by: me } }) : accept(),
    ),
  }),
  'call.note': command({
    args: z.object({ callId: callIdSchema, text: z.string().trim().min(1).max(maxCallNote) }),
    may: callTakers,
    decide: byPerson((call, { text }, me) => {
      if (!isCallOf(call, me) || isColleagueCall(call)) return reject('callNotForYou')
      if ((call.notes ?? []).length >= noteLimit) return reject('callNotesFull', { limit: String(noteLimit) })
      return accept({ name: 'call.noted', data: { by: me, text } })
    }),
  }),
  'call.hangUp': command({
    args: z.object({ callId: callIdSchema }),
    may: callTakers,
    decide: byPerson((call, _, me) => {
      if (call.answeredBy !== me && call.dialledBy !== me && call.colleagueId !== me) return reject('callNotForYou')
      if (call.phase === 'ended') return accept()
      return accept({ name: 'call.ended', data: { cause: 'normalClearing' } })
    }),
  }),
  /** Writes one audit row: the whole number at the other end was read. It changes nothing. */
  'call.revealPhone': command({
    args: z.object({ callId: callIdSchema }),
    may: callTakers,
    decide: existing((call, _, context) => {
      if (!isHandler(callHandlers(call), context)) return reject('phoneNotYours')
      return callOtherEnd(call) === null ? reject('phoneMissing') : accept()
    }),
  }),
  'call.chooseCustomer': command({
    args: z.object({ callId: callIdSchema, customerId: customerIdSchema }),
    may: callTakers,
    decide: byPerson((call, { customerId }, me) => {
      if (!isCallOf(call, me) && !isRungAt(call, me)) return reject('callNotForYou')
      if (isOwnerKnown(call.identity)) return reject('callIdentityFixed')
      if (!call.candidates.some((candidate) => candidate.customerId === customerId)) return reject('callNotCandidate')
      return accept({ name: 'call.customerChosen', data: { customerId } })
    }),
  }),
  'call.dispose': command({
    args: z.object({ callId: callIdSchema, disposition: dispositionSchema, note: z.string().max(maxRemark) }),
    may: callTakers,
    decide: byPerson((call, { disposition, note }, me) => {
      if (!isCallOf(call, me)) return reject('callNotForYou')
      if (call.phase !== 'ended' && call.answeredBy === me) return reject('callNotEnded')
      return accept({ name: 'call.disposed', data: { disposition, note, by: me } })
    }),
  }),
}

/** A good code proves who calls; technical help takes a contract in force and a registered copy, too. */
const mayHaveTechnicalHelp = (state: Call | null, { read, now }: Context): boolean =>
  state?.identity.status === 'verified' &&
  entitlementOf(state, read('customer', state.identity.customerId), now).level === 'technical'

/** Once proved, a call stays proved: a mistyped second try takes nothing away, and a repeat adds nothing. */
export const isIdentityKept = (state: Call, identity: CallIdentity): boolean =>
  state.identity.status === 'verified' &&
  (identity.status !== 'verified' || identity.serviceCodeId === state.identity.serviceCodeId)

/** Where the voice menu knows it before the ring. */
const callingNumber = z.string().max(40).nullable().optional()

/** What comes from the exchange and the clock, through the server only. */
export const callSystemCommands = {
  'call.systemMenu': systemCommand({
    args: z.object({
      callId: callIdSchema,
      path: menuPathSchema,
      problemDomain: problemDomainSchema.nullable(),
      from: callingNumber,
    }),
    decide: (state, { callId, path, problemDomain, from }, context) => {
      if (state?.phase === 'ended') return accept()
      return accept(...starting(state, callId, { from: from ?? null }), {
        name: 'call.menuChosen',
        data: { path, problemDomain, queue: queueOfMenu(path, mayHaveTechnicalHelp(state, context)) },
      })
    },
  }),
  'call.systemIdentify': systemCommand({
    args: z.object({
      callId: callIdSchema,
      identity: callIdentitySchema,
      problemDomain: problemDomainSchema.nullable(),
      path: menuPathSchema.nullable(),
      queue: queueSchema,
      from: callingNumber,
    }),
    decide: (state, { callId, identity, problemDomain, path, queue, from }) => {
      if (state?.phase === 'ended') return accept()
      if (state !== null && isIdentityKept(state, identity)) return accept()
      const chosen: CallFact[] =
        path === null || path === state?.menuPath
          ? []
          : [{ name: 'call.menuChosen', data: { path, problemDomain, queue } }]
      return accept(...starting(state, callId, { from: from ?? null }), ...chosen, {
        name: 'call.identityChecked',
        data: { identity, queue, problemDomain },
      })
    },
  }),
  'call.systemRing': systemCommand({ args: ringSchema, decide: decideRing }),
  'call.systemStopRinging': systemCommand({
    args: z.object({ callId: callIdSchema, people: z.array(personIdSchema).max(rungLimit) }),
    decide: (state, { people }) => {
      const rung = state === null ? [] : people.filter((id) => isRungAt(state, id))
      return rung.length === 0 ? accept() : accept({ name: 'call.ringStopped', data: { people: rung } })
    },
  }),
  'call.systemAnswer': systemCommand({ args: answerSchema, decide: decideAnswer }),
  /** `afterMs`: the limit after which a hang-up that never came is taken as lost. */
  'call.systemEnd': systemCommand({
    args: z.object({ callId: callIdSchema, cause: hangupCauseSchema, afterMs: z.number().positive().optional() }),
    decide: (state, { callId, cause, afterMs }) =>
      state?.phase === 'ended'
        ? accept()
        : accept(...starting(state, callId), {
            name: 'call.ended',
            data: afterMs === undefined ? { cause } : { cause, afterMs },
          }),
  }),
}

export type CallCommand = CommandIn<typeof callCommands> | CommandIn<typeof callSystemCommands>
