import { sql, type Kysely } from 'kysely'
import type { Call } from '#shared/domain/call'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { openCallPrefix } from './pbx-call'
import { findReadyAgents } from './cti/find-people'
import { usualLimits } from './call-limits'
import { readableCalls } from './read-call'

type RingNeeds = Pick<TelephoneNeeds, 'db' | 'runner' | 'clock' | 'log'>

/** More than all agents of a hotline could take at once; who becomes ready later looks again. */
const callsAtOnce = 200

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
 * Calls that wait for anybody of these queues: verified callers before the others, then the longest waiting. One that
 * has just rung in vain lets the next one ring first.
 */
const findWaitingCalls = async (
  { db, log, clock }: RingNeeds,
  queues: readonly Queue[],
  restMs: number,
): Promise<Call[]> => {
  const { rows } = await sql<{ id: string; body: unknown }>`
    select id, body from document
    where noun = 'call' and body->>'phase' <> 'ended' and body->>'phase' = 'ringing' and body->>'direction' = 'in' and body->>'queue' = any(${[...queues]})
      and exists (select 1 from system_key where key = ${openCallPrefix} || document.id::text)
      and not exists (select 1 from event where event.noun = 'call' and event.entity_id = document.id
        and event.name = 'call.ringStopped' and event.at > ${clock() - restMs})
    order by (body->'identity'->>'status' = 'verified') desc, (body->>'startedAt')::bigint limit ${callsAtOnce}`.execute(
    db,
  )
  return readableCalls(rows, log)
}

/**
 * Rings agents who have become ready for calls that wait for anybody of their queue, the longest waiting first.
 * An agent rung for one call is no longer ready for the next. However many calls wait, it costs one question while
 * nobody is ready.
 * @returns how many calls rang somewhere new.
 */
export const ringWaitingCalls = async (needs: RingNeeds, restMs = usualLimits.restMs): Promise<number> => {
  const { db, runner } = needs
  const served = new Set(await findServedQueues(db))
  if (served.size === 0) return 0
  let count = 0
  for (const call of await findWaitingCalls(needs, [...served], restMs)) {
    if (!served.has(call.queue)) continue
    const ready = await findReadyAgents(db, call.queue)
    if (ready.length === 0) {
      served.delete(call.queue)
      if (served.size === 0) break
      continue
    }
    const { id: callId, direction, from, to, queue, candidates } = call
    await runner.runSystem([
      { name: 'call.systemRing', args: { callId, direction, from, to, queue, candidates, rung: ready } },
    ])
    count += 1
  }
  return count
}
