import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { Queue } from '#shared/domain/queue'
import { rolesFor } from '#shared/domain/may'
import type { CallId } from '#shared/ids'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { openCallPrefix } from './pbx-call'
import { readableCalls } from './current-call'
import { findAgentsFor, leavesAgentsToOthers } from './ready-agents'

/** More than all agents of a hotline could take at once; the next agent who gets ready causes another look. */
const maxCalls = 200

/** The condition for calls that ring anybody who is ready. */
const isWaiting: RawBuilder<boolean> = sql`body->>'phase' = 'ringing' and body->>'direction' = 'in'
  and exists (select 1 from system_key where key = ${openCallPrefix} || document.id::text)`

/** The order of the queue: verified callers first, then the longest waiting. */
const byPriority: RawBuilder<unknown> = sql`(body->'identity'->>'status' = 'verified') desc, (body->>'startedAt')::bigint, id`

/**
 * @returns the calls that wait in these queues, in their order, without those that have just rung in vain
 */
export const findWaitingCalls = async (
  { db, log, clock, callLimits }: Pick<TelephoneNeeds, 'db' | 'log' | 'clock' | 'callLimits'>,
  queues: readonly Queue[],
): Promise<Call[]> => {
  const { rows } = await sql<{ id: string; body: unknown }>`
    select id, body from document
    where noun = 'call' and body->>'phase' <> 'ended' and ${isWaiting} and body->>'queue' = any(${[...queues]})
      and not exists (select 1 from event where event.noun = 'call' and event.entity_id = document.id
        and event.name = 'call.ringStopped' and event.at > ${clock() - callLimits.restMs})
    order by ${byPriority} limit ${maxCalls}`.execute(db)
  return readableCalls(rows, log)
}

/**
 * The place that a call has in a queue, or would have if it waited there now; 1 is next.
 * @returns null for a call that is unknown or no longer waiting
 */
export const placeInQueue = async (
  { db }: Pick<TelephoneNeeds, 'db'>,
  callId: CallId,
  queue: Queue,
): Promise<number | null> => {
  const { rows } = await sql<{ place: number }>`
    select place from (
      select id, (row_number() over (order by ${byPriority}))::int as place from document
      where noun = 'call' and body->>'phase' <> 'ended'
        and (id = ${callId} and body->>'phase' in ('menu', 'ringing') or body->>'queue' = ${queue} and ${isWaiting})
    ) as queued where id = ${callId}`.execute(db)
  return rows[0]?.place ?? null
}

/** The queues that any ready agent serves. While calls wait there is nearly always none, so this is queried first. */
const findServedQueues = async (db: Kysely<Database>): Promise<Queue[]> => {
  const { rows } = await sql<{ queue: Queue }>`
    select distinct jsonb_array_elements_text(person.body->'queues') as queue
    from document agent join document person on person.noun = 'person' and person.id = agent.id
    where agent.noun = 'agent' and agent.body->>'state' = 'ready' and person.body->>'role' = any(${[...rolesFor('call.answer')]})`.execute(
    db,
  )
  return rows.map(({ queue }) => queue)
}

/**
 * Rings ready agents for the waiting calls of their queues, in the order of the queue, each call at no more telephones
 * than may ring at once. An agent rung for one call is no longer ready for the next. While nobody is ready it costs one
 * query, however many calls wait.
 * @returns how many calls rang additional telephones
 */
export const ringWaitingCalls = async (needs: TelephoneNeeds): Promise<number> => {
  const served = new Set(await findServedQueues(needs.db))
  if (served.size === 0) return 0
  let count = 0
  for (const call of await findWaitingCalls(needs, [...served])) {
    if (!served.has(call.queue)) continue
    const rung = await findAgentsFor(needs, call)
    if (rung.length === 0) {
      // An agent who gets ready only now belongs to the first caller, and that causes another run.
      if (!(await leavesAgentsToOthers(needs, call))) served.delete(call.queue)
      if (served.size === 0) break
      continue
    }
    const { id: callId, direction, from, to, queue, candidates } = call
    // Somebody whom another call took just before is already on this call's list but was never rung by it.
    const neverRung = rung.filter((id) => call.rung.includes(id))
    await needs.runner.runSystem([
      ...(neverRung.length === 0
        ? []
        : [{ name: 'call.systemStopRinging' as const, args: { callId, people: neverRung } }]),
      { name: 'call.systemRing', args: { callId, direction, from, to, queue, candidates, rung } },
    ])
    count += 1
  }
  return count
}
