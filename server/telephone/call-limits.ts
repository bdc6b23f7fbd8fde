import { queues, queueSchema, type Queue } from '#shared/domain/queue'
import { hourMs, minuteMs } from '#shared/domain/time'
import { FailureError } from '../failure-error'

/** How long a call may stand where it is before its hang-up is taken as lost, ms. */
export type CallLimits = {
  /** In a queue or in the voice menu, since it began. Waiting is not timing out: the exchange hangs up, not we. */
  waitingMs: Record<Queue, number>
  talkingMs: number
  /** At one telephone. Exchanges ring 15–60 s; then the agent is free for the next call. */
  ringingMs: number
  /** Before a call that was not answered rings again, while nobody newly ready takes it. */
  restMs: number
}

/** Longer than the hotline's line is open at a stretch. */
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

/** Enough that one of them picks up at once; more would hear telephones that others answer all day. */
export const defaultRingAtOnce = 5

const refuse = (part: string): never => {
  throw new FailureError('badInput', {
    detail: `HOTLINE_LONGEST_WAIT: "${part}" is not minutes, nor a queue and minutes (${queues.join(', ')})`,
  })
}

/**
 * @param text minutes for every queue, or for some: `240`, `technical=120, nonAgreement=480`
 * @throws FailureError badInput that names the entry
 */
export const readMaxWaits = (text: string | undefined): Record<Queue, number> => {
  const waits = all(defaultWaitMs)
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
    if (queue === null) Object.assign(waits, all(ms))
    else waits[queue.data] = ms
  }
  return waits
}
