import type { RestState } from '#shared/domain/agent'
import { choosableReasons } from '../agent'

/** The value of a choice: `ready`, or the reason of being not ready. */
export const restKey = (rest: RestState): string => (rest.state === 'notReady' ? rest.reason : 'ready')

export const restOf = (key: string): RestState => {
  const reason = choosableReasons.find((each) => each === key)
  return reason === undefined ? { state: 'ready' } : { state: 'notReady', reason }
}

/** What the wrap-up proposes. `disconnected` was set while the desk was away; a person who wraps up here is back. */
export const proposedNext = (next: RestState): string => restKey(restOf(restKey(next)))
