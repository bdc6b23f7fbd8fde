import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import type { CallId } from '#shared/ids'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { openCallPrefix } from './pbx-call'
import { readableCalls } from './read-call'
import { findAgentsFor, leavesAgentsToOthers } from './ready-agents'

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

/** The queues that somebody ready serves. Nearly always none while calls wait, so this is asked first. */
const findServedQueues = async (db: Kysely<Database>): Promise<Queue[]> => {
  const { rows } = await sql<{ queue: Queue }>`
    select distinct jsonb_array_elements_text(person.body->'queues') as queue
    from document agent join document person on person.noun = 'person' and person.id = agent.id
    where agent.noun = 'agent' and agent.body->>'state' = 'ready' and person.body->>'role' = any(${[...permissions['call.answer']]})`.execute(
    db,
  )
  return rows.map(({ queue }) => queue)
}

/**
 * Rings agents who are ready for calls that wait for anybody of their queue, who is next first, each at no more
 * telephones than may ring at once. An agent rung for one call is no longer ready for the next. However many calls
 * wait, it costs one question while nobody is ready.
 * @returns how many calls rang somewhere new.
 */
export const ringWaitingCalls = async (needs: TelephoneNeeds): Promise<number> => {
  const served = new Set(await findServedQueues(needs.db))
  if (served.size === 0) return 0
  let count = 0
  for (const call of await findWaitingCalls(needs, [...served])) {
    if (!served.has(call.queue)) continue
    const rung = await findAgentsFor(needs, call)
    if (rung.length === 0) {
      // Who becomes ready only now is the first caller's, who is asked about again then.
      if (!(await leavesAgentsToOthers(needs, call))) served.delete(call.queue)
      if (served.size === 0) break
      continue
    }
    const { id: callId, direction, from, to, queue, candidates } = call
    // Whom another call took just before this one named them is on its list already, and has not heard of it.
    const unheard = rung.filter((id) => call.rung.includes(id))
    await needs.runner.runSystem([
      ...(unheard.length === 0 ? [] : [{ name: 'call.systemStopRinging' as const, args: { callId, people: unheard } }]),
      { name: 'call.systemRing', args: { callId, direction, from, to, queue, candidates, rung } },
    ])
    count += 1
  }
  return count
}
