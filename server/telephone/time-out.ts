import type { Call } from '#shared/domain/call'
import { hourMs, minuteMs, type Instant } from '#shared/domain/time'
import type { TelephoneNeeds } from './needs'
import { readOpenCalls } from './read-call'

/** How long a call may stand in a phase before its hang-up is taken as lost. */
export type CallLimits = { ringingMs: number; talkingMs: number }

/** Nobody waits in a queue longer than ten minutes on this hotline, and no talk lasts half a day. */
export const usualLimits: CallLimits = { ringingMs: 10 * minuteMs, talkingMs: 4 * hourMs }
export const sweepEveryMs = 15_000

const isOverdue = (call: Call, limits: CallLimits, now: Instant): boolean =>
  call.phase === 'talking'
    ? now - (call.answeredAt ?? call.startedAt) >= limits.talkingMs
    : now - (call.rangAt ?? call.startedAt) >= limits.ringingMs

/** Ends the calls whose hang-up never came. @returns how many. */
export const endOverdueCalls = async (
  { db, runner, clock }: Pick<TelephoneNeeds, 'db' | 'runner' | 'clock'>,
  limits: CallLimits,
): Promise<number> => {
  const now = clock()
  const overdue = (await readOpenCalls(db)).filter((call) => isOverdue(call, limits, now))
  for (const call of overdue)
    await runner.runSystem([{ name: 'call.systemEnd', args: { callId: call.id, cause: 'timedOut' } }])
  return overdue.length
}
