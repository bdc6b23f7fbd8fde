import { sql } from 'kysely'
import { agentSchema } from '#shared/domain/agent'
import type { Call } from '#shared/domain/call'
import { dayMs, type Instant } from '#shared/domain/time'
import type { CallId, PersonId } from '#shared/ids'
import { FailureError } from '../failure-error'
import type { CallLimits } from './call-limits'
import type { TelephoneNeeds } from './needs'
import { readOpenCalls } from './current-call'

export const sweepEveryMs = 15_000

/** @returns the limit that a call has exceeded, ms; null where it has not */
const passedLimit = (call: Call, limits: CallLimits, now: Instant): number | null => {
  const [since, limit] =
    call.phase === 'talking'
      ? [call.answeredAt ?? call.startedAt, limits.talkingMs]
      : [call.startedAt, limits.waitingMs[call.queue]]
  return now - since >= limit ? limit : null
}

/** Ends the calls whose hang-up was lost; the event says after how long. @returns how many */
export const endOverdueCalls = async (
  { db, runner, clock, log }: Pick<TelephoneNeeds, 'db' | 'runner' | 'clock' | 'log'>,
  limits: CallLimits,
): Promise<number> => {
  const now = clock()
  let ended = 0
  for (const call of await readOpenCalls(db, log)) {
    const afterMs = passedLimit(call, limits, now)
    if (afterMs === null) continue
    // One call that cannot be written must not block the others.
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
 * Frees agents whom a call has rung too long: its hang-up was lost, or nobody sits there. The call keeps waiting and
 * rings again later; until then the next call may ring.
 * @returns how many agents were freed
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
      // Where the call no longer names them, the command above does nothing: they must not ring for ever.
      ...people.map((personId) => ({ name: 'agent.systemRelease' as const, args: { personId, callId } })),
    ])
  }
  return rows.length
}

/** Longer than any call lasts, or any exchange repeats an event. */
const maxKeyAgeMs = 14 * dayMs

/**
 * Deletes the keys by which the exchange's events are processed once; old ones only fill the table.
 * @returns how many were deleted
 */
export const forgetOldKeys = async ({ db, clock }: Pick<TelephoneNeeds, 'db' | 'clock'>): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('system_key')
    .where('key', 'like', 'cti:%')
    .where('at', '<', clock() - maxKeyAgeMs)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
