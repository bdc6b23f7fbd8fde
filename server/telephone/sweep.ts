import { sql } from 'kysely'
import { agentSchema } from '#shared/domain/agent'
import type { Call } from '#shared/domain/call'
import { dayMs, type Instant } from '#shared/domain/time'
import type { CallId, PersonId } from '#shared/ids'
import { FailureError } from '../failure-error'
import type { CallLimits } from './call-limits'
import type { TelephoneNeeds } from './needs'
import { readOpenCalls } from './read-call'

export const sweepEveryMs = 15_000

/** @returns the limit that a call has passed, ms; null where it stands well */
const passedLimit = (call: Call, limits: CallLimits, now: Instant): number | null => {
  const [since, limit] =
    call.phase === 'talking'
      ? [call.answeredAt ?? call.startedAt, limits.talkingMs]
      : [call.startedAt, limits.waitingMs[call.queue]]
  return now - since >= limit ? limit : null
}

/** Ends the calls whose hang-up never came; the event says after how long. @returns how many. */
export const endOverdueCalls = async (
  { db, runner, clock, log }: Pick<TelephoneNeeds, 'db' | 'runner' | 'clock' | 'log'>,
  limits: CallLimits,
): Promise<number> => {
  const now = clock()
  let ended = 0
  for (const call of await readOpenCalls(db, log)) {
    const afterMs = passedLimit(call, limits, now)
    if (afterMs === null) continue
    // One call that cannot be written must not keep the others from ending.
    try {
      await runner.runSystem([{ name: 'call.systemEnd', args: { callId: call.id, cause: 'timedOut', afterMs } }])
      ended += 1
    } catch (error) {
      if (error instanceof FailureError) throw error
      log.error({ callId: call.id, error: (error as Error).message }, 'an overdue call could not be ended')
    }
  }
  return ended
}

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

/** No exchange repeats an event, and no call lasts, for so long. */
const keptForMs = 14 * dayMs

/**
 * Every event of the exchange leaves a key, so that it is done once; old ones only fill the table.
 * @returns how many were deleted
 */
export const forgetOldKeys = async ({ db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('system_key')
    .where('key', 'like', 'cti:%')
    .where('at', '<', clock() - keptForMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
