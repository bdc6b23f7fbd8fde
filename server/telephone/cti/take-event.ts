import type { Call } from '#shared/domain/call'
import { minuteMs } from '#shared/domain/time'
import type { CallId, PersonId } from '#shared/ids'
import type { SystemCommand } from '../../commands/runner'
import type { TelephoneNeeds } from '../needs'
import { eventKey, hungUpKey, openCallKey } from '../pbx-call'
import { currentCall } from '../current-call'
import type { CtiEvent } from './cti-event'
import { findAgentsFor } from '../ready-agents'
import { findMenuCall } from '../find-menu-call'
import { findNamed, findPeople } from './find-people'
import { matchNumber } from './match-number'

type EventOf<E extends CtiEvent['event']> = Extract<CtiEvent, { event: E }>

/** `waiting`: the call that rings for anybody; null for every other event. */
type Taken = { waiting: CallId | null }
const taken: Taken = { waiting: null }

/** So long a hang-up that overtook its ring may be waited for. */
const overtakenMs = 2 * minuteMs

const said = (...texts: (string | null)[]): string[] => texts.filter((text) => text !== null)

/**
 * Whom a ring names, by the order of belief: `user`, then `answeringNumber`, then the called (or, outbound, the
 * calling) telephone where it is one of ours. What cannot be a telephone counts as not said.
 */
const namedBy = async ({ db }: TelephoneNeeds, event: EventOf<'newCall'>) => {
  for (const names of [event.users, said(event.answeringNumber)]) {
    const named = await findNamed(db, names)
    if (named.isSaid) return named
  }
  const people = await findPeople(db, said(event.direction === 'in' ? event.dialled : event.caller))
  return { people, isSaid: people.length > 0 }
}

const wasHungUpJustNow = async ({ db, clock }: TelephoneNeeds, callId: CallId): Promise<boolean> => {
  const row = await db.selectFrom('system_key').select('at').where('key', '=', hungUpKey(callId)).executeTakeFirst()
  return row !== undefined && clock() - row.at < overtakenMs
}

const takeNewCall = async (needs: TelephoneNeeds, event: EventOf<'newCall'>): Promise<Taken> => {
  const { db, runner, log } = needs
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'ring')
  const { direction, from, to } = event
  const named = await namedBy(needs, event)
  const isOpen = !named.isSaid && direction === 'in'
  // The hang-up came first: who called is kept, and nobody's telephone rings any more.
  const isOver = call === null && (await wasHungUpJustNow(needs, callId))
  const earlier = call === null && !isOver && direction === 'in' ? await findMenuCall(needs, from) : null
  const known = call ?? earlier
  const problemDomain = known?.problemDomain ?? null
  const queue =
    known === null || (known.menuPath === null && known.identity.status === 'none') ? event.queue : known.queue
  const [rung, candidates] = await Promise.all([
    isOpen
      ? findAgentsFor(needs, { id: callId, queue: queue ?? 'nonAgreement', problemDomain })
      : direction === 'in'
        ? named.people
        : [],
    matchNumber(db, direction === 'in' ? from : to),
  ])
  // Most likely the extensions are not entered at the people; nobody would see why no console rings.
  if (named.isSaid && named.people.length === 0)
    log.warn({ callId, named: event.users.length }, 'the exchange rings nobody that is known here')
  const key = isOpen
    ? openCallKey(callId)
    : eventKey('cti:newCall', callId, ...event.users, ...said(event.answeringNumber))
  const ring: SystemCommand = {
    name: 'call.systemRing',
    args: {
      callId,
      direction,
      from,
      to,
      queue: event.queue,
      rung,
      candidates,
      ...(earlier === null ? {} : { earlierId: earlier.id }),
    },
  }
  const end: SystemCommand = { name: 'call.systemEnd', args: { callId, cause: 'cancel' } }
  // What the menu knew goes with the caller, and nobody waits there any more.
  const leave: SystemCommand[] =
    earlier === null ? [] : [{ name: 'call.systemEnd', args: { callId: earlier.id, cause: 'forwarded' } }]
  await runner.runSystem(isOver ? [end, ring] : [ring, ...leave], { key })
  return isOpen && !isOver ? { waiting: callId } : taken
}

/** What answers for a machine answers for nobody. */
const voicemailPattern = /voice\s?-?mail|mailbox|\bvm\b|留言|语音信箱/i

/** Who took the call: the one named; where nobody is, and only one was rung, that one. Never a guess among several. */
const answererOf = async ({ db }: TelephoneNeeds, event: EventOf<'answer'>, call: Call | null) => {
  const names = [event.users, said(event.answeringNumber)]
  if (names.flat().some((name) => voicemailPattern.test(name))) return null
  for (const one of names) {
    const { people, isSaid } = await findNamed(db, one)
    if (people.length === 1) return people[0] ?? null
    if (isSaid && people.length === 0) return null
  }
  const [other] = await findPeople(db, said(call?.direction === 'out' ? call.from : event.to))
  if (other !== undefined) return other
  return call?.rung.length === 1 ? (call.rung[0] ?? null) : null
}

const takeAnswer = async (needs: TelephoneNeeds, event: EventOf<'answer'>): Promise<void> => {
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'follow')
  if (call === null && (await wasHungUpJustNow(needs, callId))) return
  const by = await answererOf(needs, event, call)
  await needs.runner.runSystem([{ name: 'call.systemAnswer', args: { callId, by } }], {
    key: eventKey('cti:answer', callId, by ?? ''),
  })
}

/** The end of one ringing telephone of several carries one of these. */
const legCauses: readonly Call['cause'][] = ['cancel', 'busy', 'noAnswer']

const isOpenCall = async (db: TelephoneNeeds['db'], callId: CallId): Promise<boolean> =>
  (await db.selectFrom('system_key').select('key').where('key', '=', openCallKey(callId)).executeTakeFirst()) !==
  undefined

/** @returns whose telephone alone has ended; null where it is the whole call */
const legOf = async ({ db }: TelephoneNeeds, event: EventOf<'hangup'>, call: Call): Promise<PersonId | null> => {
  if (!legCauses.includes(event.cause)) return null
  const people = await findPeople(db, [...event.users, ...said(event.answeringNumber)])
  const [person] = people
  if (people.length !== 1 || person === undefined) return null
  if (call.phase === 'talking') return person === call.answeredBy ? null : person
  if (call.phase !== 'ringing') return null
  // A caller who waits for anybody goes on waiting when the only telephone rung gives up; one who called somebody does
  // not.
  const isLast = call.rung.every((id) => id === person)
  return isLast && !(await isOpenCall(db, call.id)) ? null : person
}

const takeHangup = async (needs: TelephoneNeeds, event: EventOf<'hangup'>): Promise<void> => {
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'follow')
  // Of a call that nobody heard of nothing is left but the word, in case its ring comes late.
  if (call === null) {
    await needs.runner.runSystem([], { key: hungUpKey(callId) })
    return
  }
  const leg = await legOf(needs, event, call)
  if (leg !== null) {
    await needs.runner.runSystem([{ name: 'call.systemStopRinging', args: { callId, people: [leg] } }])
    return
  }
  await needs.runner.runSystem([{ name: 'call.systemEnd', args: { callId, cause: event.cause } }], {
    key: eventKey('cti:hangup', callId),
  })
}

/**
 * Takes one event of the exchange, in whatever order it comes; a repeat changes nothing.
 * @returns the call, where it rings for anybody
 * @throws FailureError databaseUnavailable, so that the exchange is told to send it again.
 */
export const takeEvent = async (needs: TelephoneNeeds, event: CtiEvent): Promise<Taken> => {
  switch (event.event) {
    case 'newCall':
      return takeNewCall(needs, event)
    case 'answer':
      await takeAnswer(needs, event)
      return taken
    case 'hangup':
      await takeHangup(needs, event)
      return taken
  }
}
