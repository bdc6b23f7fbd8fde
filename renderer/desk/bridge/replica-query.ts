import { createRunAgain } from '#shared/async/run-again'
import type { Result, Failure } from '#shared/result'
import type { Noun } from '#shared/domain/document'
import { concerns, type Reads } from '#shared/ipc/reads'

export type QueryState<T> =
  | { phase: 'loading'; data: null }
  /** `isStale`: a newer answer is on its way. */
  | { phase: 'ready'; data: T; isStale: boolean }
  | { phase: 'failed'; data: T | null; failure: Failure }

/** Shows the state now and says when it changed. */
export type ReplicaQuery<T> = {
  read: () => QueryState<T>
  subscribe: (changed: () => void) => () => void
  refresh: () => void
  /** Some documents changed; reads again if they concern this query. */
  touch: (changed: readonly { noun: Noun; id: string }[]) => void
  /** Takes an answer that came with an event, without a request. */
  give: (data: T) => void
}

/**
 * One question to the replica, asked again when something that it reads changes. Changes that arrive while an answer is
 * awaited lead to one more question, however many they were; an answer that was overtaken is dropped.
 */
export const createReplicaQuery = <T>(ask: () => Promise<Result<T>>, reads: Reads): ReplicaQuery<T> => {
  let state: QueryState<T> = { phase: 'loading', data: null }
  const listeners = new Set<() => void>()

  const show = (next: QueryState<T>): void => {
    state = next
    for (const listener of listeners) listener()
  }

  const asking = createRunAgain(async () => {
    const result = await ask()
    if (result.ok) show({ phase: 'ready', data: result.value, isStale: asking.isAskedAgain() })
    else show({ phase: 'failed', data: state.data, failure: result.failure })
  })
  const refresh = (): void => void asking.ask()

  return {
    read: () => state,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
      }
    },
    refresh,
    touch: (changed) => {
      if (changed.some((ref) => concerns(reads, state.data, ref))) refresh()
    },
    give: (data) => {
      // The answer on its way may be older than this one.
      if (asking.isRunning()) refresh()
      show({ phase: 'ready', data, isStale: asking.isRunning() })
    },
  }
}
