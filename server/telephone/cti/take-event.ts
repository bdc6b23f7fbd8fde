import { isColleagueCall, type Call } from '#shared/domain/call'
import { minuteMs } from '#shared/domain/time'
import type { CallId, PersonId } from '#shared/ids'
import type { SystemCommand } from '../../commands/runner'
import type { TelephoneNeeds } from '../needs'
import { eventKey, hungUpKey, openCallKey } from '../pbx-call'
import { currentCall } from '../current-call'
import type { CtiEvent } from './cti-event'
import { findPeople, findReadyAgents } from './find-people'
import { matchNumber } from './match-number'
import { answererOf, earlierCallOf, partiesOf } from './parties'

type EventOf<E extends CtiEvent['event']> = Extract<CtiEvent, { event: E }>

/** `waiting`: the call that rings for anybody; null for every other event. */
type Taken = { waiting: CallId | null }
const taken: Taken = { waiting: null }

/** So long a hang-up that overtook its ring may be waited for. */
const overtakenMs = 2 * minuteMs

const said = (...texts: (string | null)[]): string[] => texts.filter((text) => text !== null)

const wasHungUpJustNow = async ({ db, clock }: TelephoneNeeds, callId: CallId): Promise<boolean> => {
  const row = await db.selectFrom('system_key').select('at').where('key', '=', hungUpKey(callId)).executeTakeFirst()
  return row !== undefined && clock() - row.at < overtakenMs
}

/** Handing a call on to the same people a second time is another ring, not a repeat of the first. */
const ringKey = (callId: CallId, event: EventOf<'newCall'>, call: Call | null): string =>
  eventKey('cti:newCall', callId, ...event.users, ...said(event.answeringNumber), ...said(partOf(call)))
const partOf = (call: Call | null): string | null =>
  call?.talks === undefined || call.talks.length === 0 ? null : `talk ${String(call.talks.length)}`

const takeNewCall = async (needs: TelephoneNeeds, event: EventOf<'newCall'>): Promise<Taken> => {
  const { db, runner, log } = needs
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'begin')
  const { direction, from, to } = event
  const isOriginOpen = call === null || (call.from === null && call.earlierIds === undefined)
  const earlier = isOriginOpen ? await earlierCallOf(needs, event) : null
  const { named, isNamed, dialledBy, colleague } = await partiesOf(needs, event, earlier !== null)
  const isOpen = !isNamed
  const known = call ?? earlier
  const queue =
    known === null || (known.menuPath === null && known.identity.status === 'none') ? event.queue : known.queue
  // The number of the colleague who hands a call on says nothing of who called.
  const isFromColleague = earlier !== null && (await findPeople(db, said(event.caller))).length > 0
  const [rung, candidates] = await Promise.all([
    isOpen ? findReadyAgents(db, queue ?? 'nonAgreement') : named,
    colleague !== null || isFromColleague ? [] : matchNumber(db, direction === 'in' ? from : to),
  ])
  // Most likely the extensions are not entered at the people; nobody would see why no console rings.
  if (isNamed && named.length === 0 && dialledBy === null)
    log.warn({ callId, named: event.users.length }, 'the exchange rings nobody that is known here')
  const ring: SystemCommand = {
    name: 'call.systemRing',
    args: {
      callId,
      direction,
      from: isFromColleague ? null : from,
      to,
      queue: event.queue,
      rung,
      candidates,
      ...(earlier === null ? {} : { earlierId: earlier.id }),
      ...(dialledBy === null ? {} : { dialledBy }),
      ...(colleague === null ? {} : { colleagueId: colleague }),
    },
  }
  // The hang-up came first: who called is kept, and nobody's telephone rings any more.
  const isOver = call === null && (await wasHungUpJustNow(needs, callId))
  const end: SystemCommand = { name: 'call.systemEnd', args: { callId, cause: 'cancel' } }
  await runner.runSystem(isOver ? [end, ring] : [ring], {
    key: isOpen ? openCallKey(callId) : ringKey(callId, event, call),
  })
  return isOpen && !isOver ? { waiting: callId } : taken
}

const takeAnswer = async (needs: TelephoneNeeds, event: EventOf<'answer'>): Promise<void> => {
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'follow')
  if (call === null && (await wasHungUpJustNow(needs, callId))) return
  const { by, isMachine } = await answererOf(needs, event, call)
  // No key: the rule knows a repeat from a call that has come back.
  await needs.runner.runSystem([{ name: 'call.systemAnswer', args: { callId, by, isMachine } }])
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
  if (call.phase === 'talking') return person === call.answeredBy || isColleagueCall(call) ? null : person
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
