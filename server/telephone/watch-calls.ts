import { createRunAgain } from '#shared/async/run-again'
import { agentSchema } from '#shared/domain/agent'
import { hourMs } from '#shared/domain/time'
import type { FeedPage } from '#shared/protocol/feed'
import type { Services } from '../services'
import { asFailure } from '../db/transaction'
import { FailureError } from '../failure-error'
import { forgetOldKeys, stopStaleRings, endOverdueCalls, sweepEveryMs } from './sweep'
import { ringWaitingCalls } from './waiting-calls'

/** Whether an agent may take a call now, or stopped being rung because they declined or disconnected. */
const canBeRungOrLeft = (body: Record<string, unknown>): boolean => {
  const { data } = agentSchema.pick({ state: true, next: true }).safeParse(body)
  if (data === undefined) return false
  const { state, next } = data
  return state === 'ready' || state === 'notReady' || (next.state === 'notReady' && next.reason === 'disconnected')
}

/** An empty page is a gap: anything may have happened in it. */
const mayRingMore = (page: FeedPage): boolean =>
  page.changes.length === 0 ||
  page.changes.some((change) => change.kind === 'put' && change.noun === 'agent' && canBeRungOrLeft(change.body))

/** Rings waiting calls as agents become available, and ends calls whose hang-up was lost. */
export const watchCalls = (services: Services): void => {
  const { feed, log, onClose, callLimits } = services
  let isStopped = false

  const attempt = async (run: () => Promise<unknown>): Promise<void> => {
    try {
      await run()
    } catch (raw) {
      const error = asFailure(raw)
      // While the database is away nothing can be done; the next sweep tries again.
      const isAway = error instanceof FailureError && error.failure.code === 'databaseUnavailable'
      if (!isAway) log.error({ error: (error as Error).message }, 'waiting calls could not be processed')
    }
  }
  const ringing = createRunAgain(async () => {
    if (!isStopped) await attempt(() => ringWaitingCalls(services))
  })

  const reader = {
    scopes: ['vendor'],
    sentUpTo: feed.head(),
    send: (page: FeedPage): void => {
      if (mayRingMore(page)) void ringing.ask()
    },
  }
  feed.add(reader)
  const timer = setInterval(() => {
    void attempt(() => endOverdueCalls(services, callLimits))
      .then(() => attempt(() => stopStaleRings(services, callLimits)))
      .then(ringing.ask)
  }, sweepEveryMs)
  const cleaning = setInterval(() => {
    void attempt(() => forgetOldKeys(services))
  }, hourMs)
  timer.unref()
  cleaning.unref()
  onClose(async () => {
    isStopped = true
    clearInterval(timer)
    clearInterval(cleaning)
    feed.remove(reader)
    await ringing.settled()
  })
}
