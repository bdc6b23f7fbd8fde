import type { PersonId } from '../ids'
import { noteLimit, rungLimit, talkLimit, type Call, type Talk } from './call'
import type { CallFact } from './call-commands'
import type { Recorded } from './decision'
import type { Instant } from './time'

/** A call of which nothing but its start is known. */
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

const disposed = (state: Call, { disposition, note, by }: FactData<'call.disposed'>): Call => {
  const talks = state.talks?.map((talk) =>
    talk.personId === by && talk.until !== null ? { ...talk, disposition, note } : talk,
  )
  const noted = talks === undefined ? state : { ...state, talks }
  const isLast = state.phase === 'ended' && (by === undefined || by === (state.answeredBy ?? state.dialledBy))
  return isLast ? { ...noted, disposition, dispositionNote: note } : noted
}

type FactData<N extends CallFact['name']> = Extract<CallFact, { name: N }>['data']

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
    case 'call.carriedOn':
      return { ...state, ...event.data }
    case 'call.transferRang':
      return {
        ...state,
        transferRung: [...(state.transferRung ?? []), ...event.data.people].slice(0, rungLimit),
      }
    case 'call.ringStopped':
      return { ...withoutRung(state, event.data.people), rungBefore: before(state, event.data.people) }
    case 'call.declined':
      return { ...withoutRung(state, [event.data.by]), rungBefore: before(state, [event.data.by]) }
    case 'call.originLearned':
      return {
        ...state,
        ...event.data.origin,
        candidates: event.data.candidates,
        rung: [...new Set([...state.rung, ...(event.data.rung ?? [])])].slice(0, rungLimit),
      }
    case 'call.answered':
      return {
        ...withoutRung(state, state.transferRung ?? []),
        phase: 'talking',
        answeredBy: event.data.by,
        answeredAt: state.answeredAt ?? event.at,
        talks: withTalk(state, event.data.by, event.at),
      }
    case 'call.messageLeft':
      return { ...state, phase: 'talking', answeredAt: state.answeredAt ?? event.at, hasMessage: true }
    case 'call.noted':
      return {
        ...state,
        notes: [...(state.notes ?? []), { by: event.data.by, at: event.at, text: event.data.text }].slice(0, noteLimit),
      }
    case 'call.ended':
      return {
        ...withoutRung(state, state.transferRung ?? []),
        phase: 'ended',
        endedAt: event.at,
        cause: event.data.cause,
        ...(state.talks === undefined ? {} : { talks: stopped(state.talks, event.at) }),
      }
    case 'call.customerChosen':
      return { ...state, chosenCustomerId: event.data.customerId }
    case 'call.disposed':
      return disposed(state, event.data)
    default:
      return state
  }
}

const before = ({ rungBefore = [] }: Call, people: readonly PersonId[]): PersonId[] =>
  [...new Set([...rungBefore, ...people])].slice(-rungLimit)

/** @returns the call without these people among those it rings for */
const withoutRung = (state: Call, people: readonly PersonId[]): Call => {
  const rest = (ids: readonly PersonId[]): PersonId[] => ids.filter((id) => !people.includes(id))
  if (state.phase === 'ringing') return { ...state, rung: rest(state.rung) }
  return state.transferRung === undefined ? state : { ...state, transferRung: rest(state.transferRung) }
}
