import { backoffMs } from './backoff'
import { pushOutbox, type PushInput } from './push-outbox'

export type PushingNeeds = PushInput & {
  /** Runs work whose errors must reach whoever opened the replica. */
  guarded: (work: () => void | Promise<void>) => void
  /** The outbox is empty, or what is left of it waits for its own answer. */
  done: () => void
  signedOut: () => void
}

/** Pushes over one connection, one push after another. */
export type Pushing = { push: () => void; stop: () => void }

/** Nothing is pushed before the first `push`. */
export const createPushing = ({ guarded, done, signedOut, ...input }: PushingNeeds): Pushing => {
  let isBusy = false
  let isAskedAgain = false
  let retry: NodeJS.Timeout | undefined

  const push = (): void =>
    guarded(async () => {
      if (isBusy) {
        isAskedAgain = true
        return
      }
      isBusy = true
      clearTimeout(retry)
      const end = await pushOutbox(input)
      if (!input.isCurrent()) return
      isBusy = false
      if (end === 'signedOut') return signedOut()
      if (end === 'retry') {
        retry = setTimeout(push, 500 + backoffMs(3))
        return
      }
      done()
      if (isAskedAgain) {
        isAskedAgain = false
        push()
      }
    })
  return { push, stop: () => clearTimeout(retry) }
}
