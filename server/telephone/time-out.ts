import type { Call } from '#shared/domain/call'
import type { Instant } from '#shared/domain/time'
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
