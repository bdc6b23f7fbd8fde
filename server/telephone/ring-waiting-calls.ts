import { sql, type Kysely } from 'kysely'
import { callSchema, type Call } from '#shared/domain/call'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { openCallPrefix } from './pbx-call'
import { findReadyAgents } from './cti/find-people'

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

/** Calls that ring for anybody of these queues, the longest waiting first. */
const findWaitingCalls = async (db: Kysely<Database>, queues: readonly Queue[]): Promise<Call[]> => {
  const { rows } = await sql<{ body: unknown }>`
    select body from document
    where noun = 'call' and body->>'phase' <> 'ended' and body->>'phase' = 'ringing' and body->>'direction' = 'in' and body->>'queue' = any(${[...queues]})
      and exists (select 1 from system_key where key = ${openCallPrefix} || document.id::text)
    order by (body->>'startedAt')::bigint limit ${callsAtOnce}`.execute(db)
  return rows.map(({ body }) => callSchema.parse(body))
}

/**
 * Rings agents who have become ready for calls that wait for anybody of their queue, the longest waiting first.
 * An agent rung for one call is no longer ready for the next. However many calls wait, it costs one question while
 * nobody is ready.
 * @returns how many calls rang somewhere new.
 */
export const ringWaitingCalls = async ({ db, runner }: Pick<TelephoneNeeds, 'db' | 'runner'>): Promise<number> => {
  const served = new Set(await findServedQueues(db))
  if (served.size === 0) return 0
  let count = 0
  for (const call of await findWaitingCalls(db, [...served])) {
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
