import type { Call } from '#shared/domain/call'
import { minuteMs } from '#shared/domain/time'
import type { PersonId } from '#shared/ids'
import { currentCall } from '../current-call'
import type { TelephoneNeeds } from '../needs'
import type { CtiEvent } from './cti-event'
import { findNamed, findPeople } from './find-people'

type EventOf<E extends CtiEvent['event']> = Extract<CtiEvent, { event: E }>

const given = (...texts: (string | null)[]): string[] => texts.filter((text) => text !== null)

/** The people at both ends of a new call, as far as they are known here. */
export type Parties = {
  /** Whom it rings; nobody where the exchange names nobody, or only unknown telephones. */
  named: PersonId[]
  /** Whether the exchange names telephones at all. If not, it means whoever serves the queue. */
  isNamed: boolean
  dialledBy: PersonId | null
  /** Who calls, where the other end is a colleague too. */
  colleague: PersonId | null
}

const onlyOne = (people: readonly PersonId[]): PersonId | null => (people.length === 1 ? (people[0] ?? null) : null)

/** `user` is more reliable than `answeringNumber`. */
const namedIn = async ({ db }: TelephoneNeeds, event: EventOf<'newCall'>) => {
  for (const names of [event.users, given(event.answeringNumber)]) {
    const named = await findNamed(db, names)
    if (named.isNamed) return named
  }
  return { people: [], isNamed: false }
}

/**
 * Reads the parties of an inbound call: whom it names, otherwise the called telephone where that is one of ours. It is
 * a call between colleagues where the calling telephone is one of ours and no queue is named.
 * @param isCarriedOn a call handed on comes from a colleague's telephone, but is still the customer's call
 */
const partiesOfInbound = async (
  needs: TelephoneNeeds,
  event: EventOf<'newCall'>,
  isCarriedOn: boolean,
): Promise<Parties> => {
  const first = await namedIn(needs, event)
  const called = first.isNamed ? [] : await findPeople(needs.db, given(event.dialled))
  const named = first.isNamed ? first.people : called
  const isForColleague = named.length > 0 && event.queue === null && !isCarriedOn
  const caller = isForColleague ? onlyOne(await findPeople(needs.db, given(event.caller))) : null
  return { named, isNamed: first.isNamed || called.length > 0, dialledBy: null, colleague: caller }
}

/** Reads the parties of an outbound call: who dials, and whether the telephone dialled is a colleague's. */
const partiesOfOutbound = async (needs: TelephoneNeeds, event: EventOf<'newCall'>): Promise<Parties> => {
  const first = await namedIn(needs, event)
  const dialler = onlyOne(first.people) ?? onlyOne(await findPeople(needs.db, given(event.caller)))
  const dialled = await findPeople(needs.db, given(event.dialled))
  const others = dialled.filter((id) => id !== dialler)
  const colleague = others.length > 0 ? dialler : null
  return {
    named: colleague === null ? [] : others,
    isNamed: true,
    dialledBy: colleague === null ? dialler : null,
    colleague,
  }
}

export const partiesOf = (needs: TelephoneNeeds, event: EventOf<'newCall'>, isCarriedOn: boolean): Promise<Parties> =>
  event.direction === 'in' ? partiesOfInbound(needs, event, isCarriedOn) : partiesOfOutbound(needs, event)

/** The call under the old id ends at about the time it is handed on under a new id. */
const maxHandOnMs = 2 * minuteMs

/** @returns the call that this one continues; null where none is named, it is unknown, or it ended long ago */
export const handedOnCallOf = async (needs: TelephoneNeeds, event: EventOf<'newCall'>): Promise<Call | null> => {
  if (event.earlierPbxCallId === null) return null
  const { call } = await currentCall(needs, event.earlierPbxCallId, 'follow')
  if (call === null || (call.endedAt !== null && needs.clock() - call.endedAt > maxHandOnMs)) return null
  return call
}

/** Names by which exchanges report that voicemail answered. */
const voicemailPattern = /voice\s?-?mail|mailbox|\bvm\b|留言|语音信箱/i

export type Answerer = { by: PersonId | null; isMachine: boolean }

/**
 * Finds who answered a call: the person named; if nobody is named and only one was rung, that one. It never guesses
 * among several, and for a call already in progress it only accepts somebody named.
 */
export const answererOf = async (
  { db }: TelephoneNeeds,
  event: EventOf<'answer'>,
  call: Call | null,
): Promise<Answerer> => {
  const person = (by: PersonId | null): Answerer => ({ by, isMachine: false })
  const names = [event.users, given(event.answeringNumber)]
  if (names.flat().some((name) => voicemailPattern.test(name))) return { by: null, isMachine: true }
  for (const one of names) {
    const { people, isNamed } = await findNamed(db, one)
    const only = onlyOne(people)
    if (only !== null) return person(only)
    if (isNamed && people.length === 0) return person(null)
  }
  if (call?.phase === 'talking' && call.answeredBy !== null) return person(null)
  const [other] = await findPeople(db, given(call?.direction === 'out' ? call.from : event.to))
  if (other !== undefined) return person(other)
  if (call?.direction === 'out' && call.dialledBy !== undefined) return person(call.dialledBy)
  return person(call === null ? null : onlyOne(call.rung))
}
