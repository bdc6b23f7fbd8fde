import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { CallInput, CallOutput, QueryName } from '#shared/ipc/contract'
import type { QueryState } from './replica-query'
import { followShared, shareQuery } from './shared-queries'

// One object: a snapshot that is new each time would render for ever.
const unasked = { phase: 'loading', data: null } as const
const nothing = { read: () => unasked, subscribe: () => () => undefined }

/**
 * What the replica answers now, asked again when something changes that the contract says it reads. While a changed
 * input is being answered the old data stays on screen (`isStale`), unless `isFresh` asks for an empty start (another
 * entity, not another filter).
 * @param input undefined asks nothing (phase stays `loading`).
 */
export const useReplicaQuery = <N extends QueryName>(
  name: N,
  input: CallInput<N> | undefined,
  isFresh = false,
): QueryState<CallOutput<N>> => {
  const inputKey = input === undefined ? undefined : JSON.stringify(input)
  const [kept, setKept] = useState<{ name: N; data: CallOutput<N> } | null>(null)

  const query = useMemo(() => (inputKey === undefined ? null : shareQuery(name, inputKey)), [name, inputKey])

  useEffect(() => (query === null ? undefined : followShared(query)), [query])

  const state = useSyncExternalStore<QueryState<CallOutput<N>>>(
    (query?.query ?? nothing).subscribe,
    (query?.query ?? nothing).read,
  )
  if (state.phase === 'ready' && kept?.data !== state.data) setKept({ name, data: state.data })

  return useMemo(() => {
    const isBridged = state.phase === 'loading' && query !== null && !isFresh && kept?.name === name
    return isBridged ? { phase: 'ready', data: kept.data, isStale: true } : state
  }, [state, query, isFresh, name, kept])
}
