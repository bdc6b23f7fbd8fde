import { sql, type Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import { isLocalNumber, possibleNumbers } from '#shared/domain/phone-number'
import { customerIdSchema, type CallId } from '#shared/ids'
import { minuteMs } from '#shared/domain/time'
import type { Database } from '../../db/database'
import type { SystemCommand } from '../../commands/runner'
import { currentCall } from '../current-call'
import { findMenuCall } from '../find-menu-call'
import type { TelephoneNeeds } from '../needs'
import { eventKey, hungUpKey, openCallKey } from '../pbx-call'
import { findAgentsFor } from '../ready-agents'
import type { CtiEvent } from './cti-event'
import { findPeople } from './find-people'
import { handedOnCallOf, partiesOf } from './parties'

/** A call stores no more; a number that more customers share identifies nobody anyway. */
const maxCandidates = 50

/**
 * Finds all customers that have a contact with this number; if there is none, those that may be meant because one side
 * left out the area code or the plus. They are candidates to ask about, never shown as a fact.
 */
const matchNumber = async (db: Kysely<Database>, number: string | null): Promise<Call['candidates']> => {
  if (number === null) return []
  const contacts = db
    .selectFrom('contact_phone')
    .select(['customer_id', 'contact_id'])
    .orderBy('customer_id')
    .orderBy('contact_id')
    .limit(maxCandidates)
  const exact = await contacts.where('number', '=', number).execute()
  const rows =
    exact.length > 0
      ? exact
      : await contacts
          .where((or) =>
            or.or([
              or('number', 'in', [number, ...possibleNumbers(number)]),
              ...(isLocalNumber(number) ? [sql<boolean>`number ~ ${`^\\+86(10|2[0-9]|[3-9][0-9]{2})${number}$`}`] : []),
            ]),
          )
          .execute()
  return rows.map((row) => ({ customerId: customerIdSchema.parse(row.customer_id), contactId: row.contact_id }))
}

type NewCall = Extract<CtiEvent, { event: 'newCall' }>

/** `waiting`: the call, where it rings anybody who is ready; null for every other event. */
export type TakenEvent = { waiting: CallId | null }

/** How late a ring may arrive after its own hang-up. */
const maxOvertakenMs = 2 * minuteMs

export const wasHungUpJustNow = async ({ db, clock }: TelephoneNeeds, callId: CallId): Promise<boolean> => {
  const row = await db.selectFrom('system_key').select('at').where('key', '=', hungUpKey(callId)).executeTakeFirst()
  return row !== undefined && clock() - row.at < maxOvertakenMs
}

/** The key of a ring. Handing a call on to the same people again is another ring, not a repeat of the first. */
const ringKey = (callId: CallId, { users, answeringNumber }: NewCall, call: Call | null): string => {
  const talks = call?.talks?.length ?? 0
  const parts = [...users, ...(answeringNumber === null ? [] : [answeringNumber])]
  return eventKey('cti:newCall', callId, ...parts, ...(talks === 0 ? [] : [`talk ${String(talks)}`]))
}

/** Finds the call that a ring continues: the one it names, otherwise the voice menu's call of the same number. */
const earlierOf = async (needs: TelephoneNeeds, event: NewCall, call: Call | null, isOver: boolean) => {
  // If the answer overtook the ring, the call exists already, but what it continues is only known now.
  const isOriginOpen = call === null || (call.from === null && call.earlierIds === undefined)
  const handedOn = isOriginOpen ? await handedOnCallOf(needs, event) : null
  const mayBeOfMenu = handedOn === null && call === null && !isOver && event.direction === 'in'
  return { handedOn, ofMenu: mayBeOfMenu ? await findMenuCall(needs, event.from) : null }
}

/**
 * Processes the start of a call: a telephone rings, or one of ours is dialling.
 * @returns the call, where it rings anybody who is ready
 */
export const takeNewCall = async (needs: TelephoneNeeds, event: NewCall): Promise<TakenEvent> => {
  const { db, runner, log } = needs
  const { callId, call } = await currentCall(needs, event.pbxCallId, 'ring')
  const { direction, from, to, queue } = event
  // The hang-up came first: the caller is recorded, and no telephone rings any more.
  const isOver = call === null && (await wasHungUpJustNow(needs, callId))
  const { handedOn, ofMenu } = await earlierOf(needs, event, call, isOver)
  const earlier = handedOn ?? ofMenu
  const { named, isNamed, dialledBy, colleague } = await partiesOf(needs, event, handedOn !== null)
  const known = call ?? earlier
  const isDecided = known !== null && (known.menuPath !== null || known.identity.status !== 'none')
  // The number of the colleague who hands a call on is not the caller's.
  const isFromColleague =
    handedOn !== null && (await findPeople(db, event.caller === null ? [] : [event.caller])).length > 0
  const [rung, candidates] = await Promise.all([
    isNamed
      ? named
      : findAgentsFor(needs, {
          id: callId,
          queue: (isDecided ? known.queue : queue) ?? 'nonAgreement',
          problemDomain: known?.problemDomain ?? null,
        }),
    colleague !== null || isFromColleague ? [] : matchNumber(db, direction === 'in' ? from : to),
  ])
  // Most likely people's extensions are not configured; without this nobody would see why no console rings.
  if (isNamed && named.length === 0 && dialledBy === null)
    log.warn({ callId, named: event.users.length }, 'the exchange rings nobody that is known here')
  const ring: SystemCommand = {
    name: 'call.systemRing',
    args: {
      callId,
      direction,
      from: isFromColleague ? null : from,
      to,
      queue,
      rung,
      candidates,
      ...(earlier === null ? {} : { earlierId: earlier.id }),
      ...(dialledBy === null ? {} : { dialledBy }),
      ...(colleague === null ? {} : { colleagueId: colleague }),
    },
  }
  const end = (id: CallId, cause: 'cancel' | 'forwarded'): SystemCommand => ({
    name: 'call.systemEnd',
    args: { callId: id, cause },
  })
  const commands = [
    ...(isOver ? [end(callId, 'cancel')] : []),
    ring,
    // The menu's results move to the new call, and the old one ends.
    ...(ofMenu === null ? [] : [end(ofMenu.id, 'forwarded')]),
  ]
  await runner.runSystem(commands, { key: isNamed ? ringKey(callId, event, call) : openCallKey(callId) })
  return { waiting: isNamed || isOver ? null : callId }
}
