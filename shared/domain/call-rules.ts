import { z } from 'zod'
import { callIdSchema, customerIdSchema, personIdSchema, type CallId, type PersonId } from '../ids'
import {
  callIdentitySchema,
  dispositionSchema,
  hangupCauseSchema,
  rungLimit,
  type Call,
  type CallIdentity,
  type Disposition,
} from './call'
import { accept, reject, type Context, type Decision, type Recorded } from './decision'
import { entitlementOf } from './entitlement'
import { menuPathSchema, queueOfMenu, queueSchema, type MenuPath, type Queue } from './queue'
import { problemDomainSchema, type ProblemDomain } from './problem-domain'

type Candidate = Call['candidates'][number]
type Origin = { direction: Call['direction']; from: string | null; to: string | null; queue: Queue }

export type CallFact =
  | { name: 'call.started'; data: { callId: CallId } & Origin }
  | { name: 'call.menuChosen'; data: { path: MenuPath; problemDomain: ProblemDomain | null; queue: Queue } }
  | {
      name: 'call.identityChecked'
      data: { identity: CallIdentity; queue: Queue; problemDomain: ProblemDomain | null }
    }
  | { name: 'call.rang'; data: { rung: PersonId[]; candidates: Candidate[]; origin: Origin } }
  /** An answer or a hang-up overtook the ring: who called is learned, the phase stays. */
  | { name: 'call.originLearned'; data: { candidates: Candidate[]; origin: Origin } }
  /** These telephones ring no more; the call itself goes on waiting. */
  | { name: 'call.ringStopped'; data: { people: PersonId[] } }
  | { name: 'call.answered'; data: { by: PersonId | null } }
  | { name: 'call.ended'; data: { cause: NonNullable<Call['cause']>; afterMs?: number } }
  | { name: 'call.customerChosen'; data: { customerId: Candidate['customerId'] } }
  | { name: 'call.disposed'; data: { disposition: Disposition; note: string } }

const origin = {
  direction: z.enum(['in', 'out']),
  from: z.string().max(40).nullable(),
  to: z.string().max(40).nullable(),
}

/** Commands of people; `system*` ones come from the exchange and the clock through the server only. */
export const callCommands = {
  'call.answer': z.object({ callId: callIdSchema }),
  'call.hangUp': z.object({ callId: callIdSchema }),
  'call.chooseCustomer': z.object({ callId: callIdSchema, customerId: customerIdSchema }),
  'call.dispose': z.object({ callId: callIdSchema, disposition: dispositionSchema, note: z.string().max(2000) }),
} as const

export const callSystemCommands = {
  'call.systemMenu': z.object({
    callId: callIdSchema,
    path: menuPathSchema,
    problemDomain: problemDomainSchema.nullable(),
  }),
  'call.systemIdentify': z.object({
    callId: callIdSchema,
    identity: callIdentitySchema,
    problemDomain: problemDomainSchema.nullable(),
    path: menuPathSchema.nullable(),
    queue: queueSchema,
  }),
  'call.systemRing': z.object({
    callId: callIdSchema,
    ...origin,
    queue: queueSchema.nullable(),
    rung: z.array(personIdSchema).max(rungLimit),
    candidates: z.array(z.object({ customerId: customerIdSchema, contactId: z.uuid() })).max(50),
  }),
  'call.systemStopRinging': z.object({ callId: callIdSchema, people: z.array(personIdSchema).max(rungLimit) }),
  'call.systemAnswer': z.object({ callId: callIdSchema, by: personIdSchema.nullable() }),
  /** `afterMs`: the limit after which a hang-up that never came is taken as lost. */
  'call.systemEnd': z.object({
    callId: callIdSchema,
    cause: hangupCauseSchema,
    afterMs: z.number().positive().optional(),
  }),
} as const

type Args<T extends Record<string, z.ZodType>> = { [K in keyof T]: { name: K; args: z.infer<T[K]> } }[keyof T]
export type CallCommand = Args<typeof callCommands> | Args<typeof callSystemCommands>

const started = (callId: CallId, from: Partial<Origin>): CallFact => ({
  name: 'call.started',
  data: { callId, direction: 'in', from: null, to: null, queue: 'nonAgreement', ...from },
})

/** First event of a call, of whatever kind, starts it. */
const starting = (state: Call | null, callId: CallId, from: Partial<Origin> = {}): CallFact[] =>
  state === null ? [started(callId, from)] : []

const isOwn = (call: Call, context: Context): boolean =>
  context.actor.kind === 'person' && call.answeredBy === context.actor.id

/** A good code proves who calls; technical help takes a contract in force and a registered copy, too. */
const mayHaveTechnicalHelp = (state: Call | null, { read, now }: Context): boolean =>
  state?.identity.status === 'verified' &&
  entitlementOf(state, read('customer', state.identity.customerId), now).level === 'technical'

/** The rules of a call; see the drawing at `callSchema`. */
export const decideCall = (state: Call | null, command: CallCommand, context: Context): Decision<CallFact> => {
  const { args } = command
  switch (command.name) {
    case 'call.systemMenu': {
      if (state?.phase === 'ended') return accept()
      const { path, problemDomain } = command.args
      return accept(...starting(state, args.callId), {
        name: 'call.menuChosen',
        data: { path, problemDomain, queue: queueOfMenu(path, mayHaveTechnicalHelp(state, context)) },
      })
    }
    case 'call.systemIdentify': {
      if (state?.phase === 'ended') return accept()
      const { identity, problemDomain, path, queue } = command.args
      if (state !== null && isIdentityKept(state, identity)) return accept()
      const chosen: CallFact[] =
        path === null || path === state?.menuPath
          ? []
          : [{ name: 'call.menuChosen', data: { path, problemDomain, queue } }]
      return accept(...starting(state, args.callId), ...chosen, {
        name: 'call.identityChecked',
        data: { identity, queue, problemDomain },
      })
    }
    case 'call.systemRing': {
      const { direction, from, to, candidates } = command.args
      if (state !== null && (state.phase === 'talking' || state.phase === 'ended')) {
        if (state.from !== null || from === null) return accept()
        return accept({
          name: 'call.originLearned',
          data: {
            candidates,
            origin: { direction, from, to: to ?? state.to, queue: queueForRing(state, command.args.queue) },
          },
        })
      }
      const rung = [...new Set([...(state?.rung ?? []), ...command.args.rung])].slice(0, rungLimit)
      const isRepeat = state?.phase === 'ringing' && rung.length === state.rung.length
      if (isRepeat) return accept()
      const where: Origin = {
        direction,
        from: from ?? state?.from ?? null,
        to: to ?? state?.to ?? null,
        queue: queueForRing(state, command.args.queue),
      }
      return accept(...starting(state, args.callId, where), {
        name: 'call.rang',
        data: { rung, candidates, origin: where },
      })
    }
    case 'call.systemStopRinging': {
      if (state?.phase !== 'ringing') return accept()
      const people = command.args.people.filter((id) => state.rung.includes(id))
      return people.length === 0 ? accept() : accept({ name: 'call.ringStopped', data: { people } })
    }
    case 'call.systemAnswer':
      if (state?.phase === 'ended') return accept()
      // Exchanges that first answer without saying who, and say it in a second event, are taken at the second.
      if (state?.phase === 'talking' && (state.answeredBy !== null || command.args.by === null)) return accept()
      return accept(...starting(state, args.callId), { name: 'call.answered', data: { by: command.args.by } })
    case 'call.systemEnd':
      if (state?.phase === 'ended') return accept()
      return accept(...starting(state, args.callId), { name: 'call.ended', data: endOf(command.args) })
    case 'call.answer':
    case 'call.hangUp':
    case 'call.chooseCustomer':
    case 'call.dispose':
    default:
      return decideCallOfPerson(state, command, context)
  }
}

const endOf = ({ cause, afterMs }: z.infer<(typeof callSystemCommands)['call.systemEnd']>) =>
  afterMs === undefined ? { cause } : { cause, afterMs }

/** What the menu and the code decided stands; else the exchange's own word counts. */
const queueForRing = (state: Call | null, said: Queue | null): Queue => {
  if (state !== null && (state.menuPath !== null || state.identity.status !== 'none')) return state.queue
  return said ?? state?.queue ?? 'nonAgreement'
}

/** Once proved, a call stays proved: a mistyped second try takes nothing away, and a repeat adds nothing. */
const isIdentityKept = (state: Call, identity: CallIdentity): boolean => {
  if (state.identity.status === 'verified')
    return identity.status !== 'verified' || identity.serviceCodeId === state.identity.serviceCodeId
  return false
}

const decideCallOfPerson = (
  state: Call | null,
  command: Args<typeof callCommands>,
  context: Context,
): Decision<CallFact> => {
  if (state === null) return reject('notFound')
  if (context.actor.kind !== 'person') return reject('notAllowed')
  switch (command.name) {
    case 'call.answer':
      if (state.phase === 'ended') return reject('callEnded')
      if (state.phase === 'talking') return isOwn(state, context) ? accept() : reject('callTaken')
      if (!state.rung.includes(context.actor.id)) return reject('callNotForYou')
      return accept({ name: 'call.answered', data: { by: context.actor.id } })
    case 'call.hangUp':
      if (!isOwn(state, context)) return reject('callNotForYou')
      if (state.phase === 'ended') return accept()
      return accept({ name: 'call.ended', data: { cause: 'normalClearing' } })
    case 'call.chooseCustomer':
      if (!isOwn(state, context) && (state.answeredBy !== null || !state.rung.includes(context.actor.id)))
        return reject('callNotForYou')
      if (state.identity.status === 'verified' || state.identity.status === 'expired')
        return reject('callIdentityFixed')
      if (!state.candidates.some((candidate) => candidate.customerId === command.args.customerId))
        return reject('callNotCandidate')
      return accept({ name: 'call.customerChosen', data: { customerId: command.args.customerId } })
    case 'call.dispose':
      if (!isOwn(state, context)) return reject('callNotForYou')
      if (state.phase !== 'ended') return reject('callNotEnded')
      return accept({ name: 'call.disposed', data: { disposition: command.args.disposition, note: command.args.note } })
  }
}

const blank = (fact: Extract<CallFact, { name: 'call.started' }>, at: number): Call => ({
  id: fact.data.callId,
  phase: 'menu',
  direction: fact.data.direction,
  from: fact.data.from,
  to: fact.data.to,
  queue: fact.data.queue,
  menuPath: null,
  problemDomain: null,
  identity: { status: 'none' },
  candidates: [],
  chosenCustomerId: null,
  rung: [],
  answeredBy: null,
  startedAt: at,
  rangAt: null,
  answeredAt: null,
  endedAt: null,
  cause: null,
  disposition: null,
  dispositionNote: '',
})

/** Folds one event into a call. An event this version does not know changes nothing. */
export const applyCall = (state: Call | null, event: Recorded<CallFact>): Call => {
  if (event.name === 'call.started') return state ?? blank(event, event.at)
  if (state === null) throw new Error(`a call begins with call.started, not ${event.name}`)
  switch (event.name) {
    case 'call.menuChosen':
      return {
        ...state,
        menuPath: event.data.path,
        problemDomain: event.data.problemDomain ?? state.problemDomain,
        queue: event.data.queue,
      }
    case 'call.identityChecked':
      return {
        ...state,
        identity: event.data.identity,
        queue: event.data.queue,
        problemDomain: event.data.problemDomain ?? state.problemDomain,
      }
    case 'call.rang':
      return {
        ...state,
        ...event.data.origin,
        phase: 'ringing',
        rung: event.data.rung,
        candidates: event.data.candidates,
        rangAt: state.rangAt ?? event.at,
      }
    case 'call.ringStopped':
      return { ...state, rung: state.rung.filter((id) => !event.data.people.includes(id)) }
    case 'call.originLearned':
      return { ...state, ...event.data.origin, candidates: event.data.candidates }
    case 'call.answered':
      return { ...state, phase: 'talking', answeredBy: event.data.by, answeredAt: state.answeredAt ?? event.at }
    case 'call.ended':
      return { ...state, phase: 'ended', endedAt: event.at, cause: event.data.cause }
    case 'call.customerChosen':
      return { ...state, chosenCustomerId: event.data.customerId }
    case 'call.disposed':
      return { ...state, disposition: event.data.disposition, dispositionNote: event.data.note }
    default:
      return state
  }
}
