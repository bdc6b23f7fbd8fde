import type { PersonId } from '../ids'
import { isColleagueCall, peopleOfCall, type Call, type Talk } from './call'

/** The state of a call for one person, on their own desk. */
export type OwnPhase = 'dialling' | 'ringing' | 'talking' | 'wrapUp'

/** @returns the parts of a call that somebody talked and the call then went on without them, or ended */
export const finishedTalks = (call: Call, personId: PersonId): Talk[] =>
  (call.talks ?? []).filter((talk) => talk.personId === personId && talk.until !== null)

/** Whether somebody talks in this call now. A call between colleagues has two ends here. */
export const isTalkingNow = (call: Call, personId: PersonId): boolean =>
  call.phase === 'talking' && (call.answeredBy === personId || call.colleagueId === personId)

/** Whether a person may write about a call: they talk, they talked, or they dialled it. */
export const isCallOf = (call: Call, personId: PersonId): boolean =>
  call.answeredBy === personId || call.dialledBy === personId || finishedTalks(call, personId).length > 0

/** Whether somebody's telephone rings for this call. */
export const isRungAt = (call: Call, personId: PersonId): boolean =>
  (call.phase === 'ringing' && call.rung.includes(personId)) ||
  (call.phase === 'talking' && (call.transferRung ?? []).includes(personId))

/**
 * Whether a call rings or has rung for somebody. It leaves their scope when another answers or they decline it, but
 * their late command must get the rule's reason, not `outOfScope`.
 */
export const wasRungAt = ({ rung, rungBefore = [] }: Call, personId: PersonId): boolean =>
  rung.includes(personId) || rungBefore.includes(personId)

/** Whether somebody's part of a call is over and has no 小结 yet. Calls between colleagues ask for none. */
const isWrapUpOwed = (call: Call, personId: PersonId): boolean => {
  if (isColleagueCall(call)) return false
  if (call.phase === 'ended' && call.answeredBy === personId) return call.disposition === null
  return finishedTalks(call, personId).some((talk) => talk.disposition === null)
}

/** @returns null for a call that does not concern this person now: in the menu, another's, or wrapped up. */
export const ownPhase = (call: Call, personId: PersonId | null): OwnPhase | null => {
  if (personId === null) return null
  if (isTalkingNow(call, personId)) return 'talking'
  if (isRungAt(call, personId)) return 'ringing'
  const isDialling = call.phase === 'ringing' && (call.dialledBy === personId || call.colleagueId === personId)
  if (isDialling) return 'dialling'
  return isWrapUpOwed(call, personId) ? 'wrapUp' : null
}

/** Everybody whose desk shows a call now. */
export const desksOf = (call: Call): PersonId[] => peopleOfCall(call).filter((id) => ownPhase(call, id) !== null)
