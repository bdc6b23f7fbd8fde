import { queues, queueSchema, type Queue } from '#shared/domain/queue'
import { hourMs, minuteMs } from '#shared/domain/time'
import { FailureError } from '../failure-error'

/** How long a call may stay in a phase before its hang-up is considered lost, ms. */
export type CallLimits = {
  /** In the voice menu and a queue, since it began. This is no waiting limit for callers: that is the exchange's. */
  waitingMs: Record<Queue, number>
  talkingMs: number
  /** At one telephone, then the agent is free for the next call. Exchanges ring 15–60 s. */
  ringingMs: number
  /** Pause before an unanswered call rings the same people again. */
  restMs: number
}

/** Longer than the hotline is open at a stretch. */
const defaultWaitMs = 12 * hourMs
const all = (ms: number): Record<Queue, number> => ({
  technical: ms,
  purchase: ms,
  serviceCode: ms,
  complaint: ms,
  nonAgreement: ms,
})

/** No talk lasts half a day. */
export const defaultCallLimits: CallLimits = {
  waitingMs: all(defaultWaitMs),
  talkingMs: 4 * hourMs,
  ringingMs: 75_000,
  restMs: minuteMs,
}

/** Enough that somebody picks up at once; with more, people would hear telephones all day that others answer. */
export const defaultRingAtOnce = 5

const refuse = (part: string): never => {
  throw new FailureError('badInput', {
    detail: `HOTLINE_LONGEST_WAIT: "${part}" is not minutes, nor a queue and minutes (${queues.join(', ')})`,
  })
}

/**
 * Reads HOTLINE_LONGEST_WAIT.
 * @param text minutes for every queue, or for some: `240`, `technical=120, nonAgreement=480`
 * @returns ms by queue
 * @throws FailureError badInput that names the entry
 */
export const readMaxWaits = (text: string | undefined): Record<Queue, number> => {
  const maxWaits = all(defaultWaitMs)
  const parts = (text ?? '')
    .normalize('NFKC')
    .split(/[,;、\s]+/)
    .filter((part) => part !== '')
  for (const part of parts) {
    const [name, minutes] = part.includes('=') ? part.split('=', 2) : [null, part]
    const ms = Number(minutes) * minuteMs
    if (!(ms > 0) || !Number.isFinite(ms)) return refuse(part)
    const queue = name === null ? null : queueSchema.safeParse(name)
    if (queue?.success === false) return refuse(part)
    if (queue === null) Object.assign(maxWaits, all(ms))
    else maxWaits[queue.data] = ms
  }
  return maxWaits
}
