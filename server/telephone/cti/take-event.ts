import { isColleagueCall, type Call } from '#shared/domain/call'
import type { CallId, PersonId } from '#shared/ids'
import { currentCall } from '../current-call'
import type { TelephoneNeeds } from '../needs'
import { eventKey, hungUpKey, openCallKey } from '../pbx-call'
import type { CtiEvent } from './cti-event'
import { findPeople } from './find-people'
import { answererOf } from './parties'
import { takeNewCall, wasHungUpJustNow, type TakenEvent } from './take-new-call'

type EventOf<E extends CtiEvent['event']> = Extract<CtiEvent, { event: E }>

const nothingWaits: TakenEvent = { waiting: null }

const takeAnswer = async (needs: TelephoneNeeds, event: EventOf<'answer'>): Promise<void> => {
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'follow')
  if (call === null && (await wasHungUpJustNow(needs, callId))) return
  const { by, isMachine } = await answererOf(needs, event, call)
  // No key: the rule itself distinguishes a repeat from a call that was answered again.
  await needs.runner.runSystem([{ name: 'call.systemAnswer', args: { callId, by, isMachine } }])
}

/** The causes with which one of several ringing telephones ends. */
const legCauses: readonly Call['cause'][] = ['cancel', 'busy', 'noAnswer']

const isOpenCall = async (db: TelephoneNeeds['db'], callId: CallId): Promise<boolean> =>
  (await db.selectFrom('system_key').select('key').where('key', '=', openCallKey(callId)).executeTakeFirst()) !==
  undefined

/** @returns the person whose telephone alone has ended; null where the whole call has */
const legOf = async ({ db }: TelephoneNeeds, event: EventOf<'hangup'>, call: Call): Promise<PersonId | null> => {
  if (!legCauses.includes(event.cause)) return null
  const people = await findPeople(db, [
    ...event.users,
    ...(event.answeringNumber === null ? [] : [event.answeringNumber]),
  ])
  const [person] = people
  if (people.length !== 1 || person === undefined) return null
  if (call.phase === 'talking') return person === call.answeredBy || isColleagueCall(call) ? null : person
  if (call.phase !== 'ringing') return null
  // When the only telephone rung gives up, a caller of a queue keeps waiting; a caller of one person does not.
  const isLast = call.rung.every((id) => id === person)
  return isLast && !(await isOpenCall(db, call.id)) ? null : person
}

const takeHangup = async (needs: TelephoneNeeds, event: EventOf<'hangup'>): Promise<void> => {
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'follow')
  // The hang-up of an unknown call is only remembered, in case its ring arrives late.
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
 * Processes one event of the exchange, in whatever order events arrive; a repeat changes nothing.
 * @returns the call, where it rings anybody who is ready
 * @throws FailureError databaseUnavailable, which asks the exchange to send it again
 */
export const takeEvent = async (needs: TelephoneNeeds, event: CtiEvent): Promise<TakenEvent> => {
  switch (event.event) {
    case 'newCall':
      return takeNewCall(needs, event)
    case 'answer':
      await takeAnswer(needs, event)
      return nothingWaits
    case 'hangup':
      await takeHangup(needs, event)
      return nothingWaits
  }
}
