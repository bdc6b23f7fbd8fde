import type { TelephoneNeeds } from './needs'
import { openCallKey } from './pbx-call'
import { readOpenCalls } from './read-call'
import { findReadyAgents } from './cti/find-people'

/**
 * Rings agents who have become ready for calls that wait for anybody of their queue, the longest waiting first.
 * An agent rung for one call is no longer ready for the next.
 * @returns how many calls rang somewhere new.
 */
export const ringWaitingCalls = async ({ db, runner }: Pick<TelephoneNeeds, 'db' | 'runner'>): Promise<number> => {
  const ringing = (await readOpenCalls(db)).filter((call) => call.phase === 'ringing' && call.direction === 'in')
  if (ringing.length === 0) return 0
  const open = new Set((await db.selectFrom('system_key').select('key').where('key', 'in', ringing.map((call) => openCallKey(call.id))).execute()).map((row) => row.key))
  let count = 0
  for (const call of ringing.filter((each) => open.has(openCallKey(each.id)))) {
    const ready = await findReadyAgents(db, call.queue)
    if (ready.length === 0) continue
    const { id: callId, direction, from, to, queue, candidates } = call
    await runner.runSystem([{ name: 'call.systemRing', args: { callId, direction, from, to, queue, candidates, rung: ready } }])
    count += 1
  }
  return count
}
