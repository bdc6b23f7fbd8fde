import type { DocumentRef } from '../replica/documents'
import { listAcked } from '../replica/outbox'
import type { Replica } from '../replica/replica'
import { catchUp } from './catch-up'
import type { Wire } from './wire'

/** If an acked command's change has not arrived after this, a signal between nodes was lost: pull. */
const settleMs = 1000
/** Signals between nodes may be lost, so a quiet desk pulls this often. */
const lookMs = 20_000

export type PullingNeeds = {
  replica: Replica
  wire: Wire
  /** False once another connection has taken over. */
  isCurrent: () => boolean
  /** Runs work and reports its errors to the owner of the replica. */
  guarded: (work: () => void | Promise<void>) => void
  notify: (changed: readonly DocumentRef[]) => void
  /** How far the feed is ahead. */
  progress: (behind: number) => void
  caughtUp: () => void
  cut: () => void
}

/** Pulls over one connection, one pull after another. */
export type Pulling = {
  pull: () => void
  /** Commands were acked: pulls soon if the feed does not bring their changes. */
  settleLater: () => void
  isBusy: () => boolean
  stop: () => void
}

/** Nothing is pulled before the first `pull`. */
export const createPulling = ({
  replica,
  wire,
  isCurrent,
  guarded,
  notify,
  progress,
  caughtUp,
  cut,
}: PullingNeeds): Pulling => {
  let isBusy = false
  let isAskedAgain = false
  let look: NodeJS.Timeout | undefined
  let settle: NodeJS.Timeout | undefined

  const settleLater = (): void => {
    clearTimeout(settle)
    if (listAcked(replica.db).length > 0) settle = setTimeout(pull, settleMs)
  }
  const pull = (): void =>
    guarded(async () => {
      if (isBusy) {
        isAskedAgain = true
        return
      }
      isBusy = true
      const isDone = await catchUp({ replica, wire, notify, isCurrent, progress })
      if (!isCurrent()) return
      isBusy = false
      if (!isDone) return cut()
      if (isAskedAgain) {
        isAskedAgain = false
        return pull()
      }
      caughtUp()
      clearTimeout(look)
      look = setTimeout(pull, lookMs)
      settleLater()
    })
  return {
    pull,
    settleLater,
    isBusy: () => isBusy,
    stop: () => {
      clearTimeout(look)
      clearTimeout(settle)
    },
  }
}
