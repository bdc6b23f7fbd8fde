import { sql, type RawBuilder } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { Queue } from '#shared/domain/queue'
import type { CallId } from '#shared/ids'
import type { TelephoneNeeds } from './needs'
import { openCallPrefix } from './pbx-call'
import { readableCalls } from './read-call'

/** More than all agents of a hotline could take at once; who becomes ready later looks again. */
const callsAtOnce = 200

/** Calls that ring for anybody. */
const waits: RawBuilder<boolean> = sql`body->>'phase' = 'ringing' and body->>'direction' = 'in'
  and exists (select 1 from system_key where key = ${openCallPrefix} || document.id::text)`

/** Who is next: verified callers before the others, then the longest waiting. */
const nextFirst: RawBuilder<unknown> = sql`(body->'identity'->>'status' = 'verified') desc, (body->>'startedAt')::bigint, id`

/**
 * @returns the calls that wait for anybody of these queues, who is next first. One that has just rung in vain lets the
 *   others ring first.
 */
export const findWaitingCalls = async (
  { db, log, clock, callLimits }: Pick<TelephoneNeeds, 'db' | 'log' | 'clock' | 'callLimits'>,
  queues: readonly Queue[],
): Promise<Call[]> => {
  const { rows } = await sql<{ id: string; body: unknown }>`
    select id, body from document
    where noun = 'call' and body->>'phase' <> 'ended' and ${waits} and body->>'queue' = any(${[...queues]})
      and not exists (select 1 from event where event.noun = 'call' and event.entity_id = document.id
        and event.name = 'call.ringStopped' and event.at > ${clock() - callLimits.restMs})
    order by ${nextFirst} limit ${callsAtOnce}`.execute(db)
  return readableCalls(rows, log)
}

/**
 * The place that a call has in a queue, or would have if it waited there now; 1 is next.
 * @returns null for a call that waits for nobody any more, or of which nobody heard
 */
export const placeInQueue = async (
  { db }: Pick<TelephoneNeeds, 'db'>,
  callId: CallId,
  queue: Queue,
): Promise<number | null> => {
  const { rows } = await sql<{ place: number }>`
    select place from (
      select id, (row_number() over (order by ${nextFirst}))::int as place from document
      where noun = 'call' and body->>'phase' <> 'ended'
        and (id = ${callId} and body->>'phase' in ('menu', 'ringing') or body->>'queue' = ${queue} and ${waits})
    ) as queued where id = ${callId}`.execute(db)
  return rows[0]?.place ?? null
}
