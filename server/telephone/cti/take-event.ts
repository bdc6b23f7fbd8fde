import type { PersonId } from '#shared/ids'
import type { TelephoneNeeds } from '../needs'
import { callIdOf, eventKey, openCallKey } from '../pbx-call'
import { readCall } from '../read-call'
import type { CtiEvent } from './cti-event'
import { findPeople, findReadyAgents } from './find-people'
import { matchNumber } from './match-number'

type EventOf<E extends CtiEvent['event']> = Extract<CtiEvent, { event: E }>

const takeNewCall = async ({ db, runner, log }: TelephoneNeeds, event: EventOf<'newCall'>): Promise<boolean> => {
  const callId = callIdOf(event.pbxCallId)
  const { direction, from, to } = event
  const isOpen = event.users.length === 0 && direction === 'in'
  const [named, call] = await Promise.all([findPeople(db, event.users), isOpen ? readCall(db, callId) : null])
  const queue = call === null || (call.menuPath === null && call.identity.status === 'none') ? event.queue : call.queue
  const [rung, candidates] = await Promise.all([
    isOpen ? findReadyAgents(db, queue ?? 'nonAgreement') : named,
    matchNumber(db, direction === 'in' ? from : to),
  ])
  // Most likely the extensions are not entered at the people; nobody would see why no console rings.
  if (event.users.length > 0 && named.length === 0)
    log.warn({ callId, named: event.users.length }, 'the exchange rings nobody that is known here')
  const key = isOpen ? openCallKey(callId) : eventKey('cti:newCall', callId, ...event.users)
  await runner.runSystem(
    [{ name: 'call.systemRing', args: { callId, direction, from, to, queue: event.queue, rung, candidates } }],
    { key },
  )
  return !isOpen || rung.length > 0
}

/** Who took the call: the one named; where nobody is, and only one was rung, that one. */
const answererOf = async ({ db }: TelephoneNeeds, event: EventOf<'answer'>): Promise<PersonId | null> => {
  const names = event.answeringNumber === null ? event.users : [event.answeringNumber, ...event.users]
  const [named] = await findPeople(db, names)
  if (named !== undefined) return named
  const call = await readCall(db, callIdOf(event.pbxCallId))
  return call?.rung.length === 1 ? (call.rung[0] ?? null) : null
}

const takeAnswer = async (needs: TelephoneNeeds, event: EventOf<'answer'>): Promise<void> => {
  const callId = callIdOf(event.pbxCallId)
  const by = await answererOf(needs, event)
  await needs.runner.runSystem([{ name: 'call.systemAnswer', args: { callId, by } }], {
    key: eventKey('cti:answer', callId, by ?? ''),
  })
}

const takeHangup = async ({ runner }: TelephoneNeeds, event: EventOf<'hangup'>): Promise<void> => {
  const callId = callIdOf(event.pbxCallId)
  await runner.runSystem([{ name: 'call.systemEnd', args: { callId, cause: event.cause } }], {
    key: eventKey('cti:hangup', callId),
  })
}

/**
 * Takes one event of the exchange, in whatever order it comes; a repeat changes nothing.
 * @returns false where a call for anybody found nobody ready.
 * @throws FailureError databaseUnavailable, so that the exchange is told to send it again.
 */
export const takeEvent = async (needs: TelephoneNeeds, event: CtiEvent): Promise<boolean> => {
  switch (event.event) {
    case 'newCall':
      return takeNewCall(needs, event)
    case 'answer':
      await takeAnswer(needs, event)
      return true
    case 'hangup':
      await takeHangup(needs, event)
      return true
  }
}
