import type { CallId, PersonId } from '../ids'
import {
  noteLimit,
  rungLimit,
  talkLimit,
  type Call,
  type CallIdentity,
  type CallNote,
  type Disposition,
  type Talk,
} from './call'
import { eventsOf, type FactsOf } from './define-noun'
import type { ProblemDomain } from './problem-domain'
import type { MenuPath, Queue } from './queue'
import type { Instant } from './time'

type Candidate = Call['candidates'][number]
/** Where a call comes from and goes to, as the exchange says it. */
export type CallOrigin = {
  direction: Call['direction']
  from: string | null
  to: string | null
  queue: Queue
  dialledBy?: PersonId | null
  colleagueId?: PersonId | null
}
/** What a call keeps when the exchange hands it on under a new id. */
export type CarriedOn = Pick<Call, 'identity' | 'queue' | 'menuPath' | 'problemDomain' | 'chosenCustomerId'> & {
  earlierIds: CallId[]
  handedOnBy: PersonId | null
  notes: CallNote[]
}

type Disposed = { disposition: Disposition; note: string; by?: PersonId }

/** A call of which nothing but its start is known. */
const blank = ({ callId, direction, from, to, queue }: { callId: CallId } & CallOrigin, at: Instant): Call => ({
  id: callId,
  phase: 'menu',
  direction,
  from,
  to,
  queue,
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

/** Ends the talk that is going on. */
const stopped = (talks: readonly Talk[] | undefined, at: Instant): Talk[] =>
  (talks ?? []).map((talk) => (talk.until === null ? { ...talk, until: at } : talk))

/** The last talks are kept where a call is handed on more often than anybody reads. */
const withTalk = (state: Call, by: PersonId | null, at: Instant): Talk[] =>
  by === null
    ? (state.talks ?? [])
    : [
        ...stopped(state.talks, at),
        { personId: by, from: at, until: null, disposition: null, note: '' } satisfies Talk,
      ].slice(-talkLimit)

const disposed = (state: Call, { disposition, note, by }: Disposed): Call => {
  const talks = state.talks?.map((talk) =>
    talk.personId === by && talk.until !== null ? { ...talk, disposition, note } : talk,
  )
  const noted = talks === undefined ? state : { ...state, talks }
  const isLast = state.phase === 'ended' && (by === undefined || by === (state.answeredBy ?? state.dialledBy))
  return isLast ? { ...noted, disposition, dispositionNote: note } : noted
}

const before = ({ rungBefore = [] }: Call, people: readonly PersonId[]): PersonId[] =>
  [...new Set([...rungBefore, ...people])].slice(-rungLimit)

/** @returns the call without these people among those it rings for */
const withoutRung = (state: Call, people: readonly PersonId[]): Call => {
  const rest = (ids: readonly PersonId[]): PersonId[] => ids.filter((id) => !people.includes(id))
  if (state.phase === 'ringing') return { ...state, rung: rest(state.rung) }
  return state.transferRung === undefined ? state : { ...state, transferRung: rest(state.transferRung) }
}

/** The events of a call, and what each makes of it; see the drawing at `callSchema`. */
export const callEvents = eventsOf<Call>()({
  begin: { 'call.started': (call, data: { callId: CallId } & CallOrigin, { at }) => call ?? blank(data, at) },
  change: {
    'call.menuChosen': (call, data: { path: MenuPath; problemDomain: ProblemDomain | null; queue: Queue }) => ({
      ...call,
      menuPath: data.path,
      problemDomain: data.problemDomain ?? call.problemDomain,
      queue: data.queue,
    }),
    'call.identityChecked': (
      call,
      data: { identity: CallIdentity; queue: Queue; problemDomain: ProblemDomain | null },
    ) => ({
      ...call,
      identity: data.identity,
      queue: data.queue,
      problemDomain: data.problemDomain ?? call.problemDomain,
    }),
    'call.rang': (call, data: { rung: PersonId[]; candidates: Candidate[]; origin: CallOrigin }, { at }) => ({
      ...call,
      ...data.origin,
      phase: 'ringing',
      rung: data.rung,
      candidates: data.candidates,
      rangAt: call.rangAt ?? at,
    }),
    'call.carriedOn': (call, data: CarriedOn) => ({ ...call, ...data }),
    /** The call is to be handed to these while another still talks. */
    'call.transferRang': (call, { people }: { people: PersonId[] }) => ({
      ...call,
      transferRung: [...(call.transferRung ?? []), ...people].slice(0, rungLimit),
    }),
    /** An answer or a hang-up overtook the ring: who called is learned, the phase stays. */
    'call.originLearned': (call, data: { rung?: PersonId[]; candidates: Candidate[]; origin: CallOrigin }) => ({
      ...call,
      ...data.origin,
      candidates: data.candidates,
      rung: [...new Set([...call.rung, ...(data.rung ?? [])])].slice(0, rungLimit),
    }),
    /** These telephones ring no more; the call itself goes on waiting. */
    'call.ringStopped': (call, { people }: { people: PersonId[] }) => ({
      ...withoutRung(call, people),
      rungBefore: before(call, people),
    }),
    /** Somebody declined; the call goes on ringing for the others. */
    'call.declined': (call, { by }: { by: PersonId }) => ({
      ...withoutRung(call, [by]),
      rungBefore: before(call, [by]),
    }),
    /** The first answer, or a call that is being talked on goes to another person. */
    'call.answered': (call, { by }: { by: PersonId | null }, { at }) => ({
      ...withoutRung(call, call.transferRung ?? []),
      phase: 'talking',
      answeredBy: by,
      answeredAt: call.answeredAt ?? at,
      talks: withTalk(call, by, at),
    }),
    'call.messageLeft': (call, _: Record<string, never>, { at }) => ({
      ...call,
      phase: 'talking',
      answeredAt: call.answeredAt ?? at,
      hasMessage: true,
    }),
    'call.noted': (call, { by, text }: { by: PersonId; text: string }, { at }) => ({
      ...call,
      notes: [...(call.notes ?? []), { by, at, text }].slice(0, noteLimit),
    }),
    'call.ended': (call, { cause }: { cause: NonNullable<Call['cause']>; afterMs?: number }, { at }) => ({
      ...withoutRung(call, call.transferRung ?? []),
      phase: 'ended',
      endedAt: at,
      cause,
      ...(call.talks === undefined ? {} : { talks: stopped(call.talks, at) }),
    }),
    'call.customerChosen': (call, { customerId }: { customerId: Candidate['customerId'] }) => ({
      ...call,
      chosenCustomerId: customerId,
    }),
    /** `by` is absent in events older than wire 3: then it is the one who answered. */
    'call.disposed': (call, data: Disposed) => disposed(call, data),
  },
})

export type CallFact = FactsOf<typeof callEvents>
