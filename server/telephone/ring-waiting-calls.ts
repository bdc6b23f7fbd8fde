import { sql, type Kysely } from 'kysely'
import type { Queue } from '#shared/domain/queue'
import { permissions } from '#shared/domain/role'
import type { Database } from '../db/database'
import type { TelephoneNeeds } from './needs'
import { findAgentsFor, leavesAgentsToOthers } from './ready-agents'
import { findWaitingCalls } from './waiting-calls'

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
