import { sql } from 'kysely'
import { agentSchema } from '#shared/domain/agent'
import type { CallId, PersonId } from '#shared/ids'
import type { CallLimits } from './call-limits'
import type { TelephoneNeeds } from './needs'

/**
 * Frees the agents at whom a call has rung too long: its hang-up was lost, or nobody sits there. The call goes on
 * waiting and rings again later; until then the next one may ring.
 * @returns how many agents are free again
 */
export const stopStaleRings = async (
  { db, runner, clock }: Pick<TelephoneNeeds, 'db' | 'runner' | 'clock'>,
  { ringingMs }: CallLimits,
): Promise<number> => {
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'agent')
    .where(sql<string>`body->>'state'`, '=', 'ringing')
    .where(sql<number>`(body->>'since')::bigint`, '<=', clock() - ringingMs)
    .execute()
  const byCall = new Map<CallId, PersonId[]>()
  for (const { body } of rows) {
    const agent = agentSchema.safeParse(body).data
    if (agent?.callId === undefined || agent.callId === null) continue
    byCall.set(agent.callId, [...(byCall.get(agent.callId) ?? []), agent.id])
  }
  for (const [callId, people] of byCall) {
    await runner.runSystem([
      { name: 'call.systemStopRinging', args: { callId, people } },
      // Where the call knows nothing of them any more they must not ring for ever.
      ...people.map((personId) => ({ name: 'agent.systemRelease' as const, args: { personId, callId } })),
    ])
  }
  return rows.length
}
