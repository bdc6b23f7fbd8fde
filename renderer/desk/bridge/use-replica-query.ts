import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { Noun } from '#shared/domain/document'
import type { CallInput, CallName, CallOutput } from '#shared/ipc/contract'
import type { QueryState } from './replica-query'
import { followShared, shareQuery } from './shared-queries'

// One object: a snapshot that is new each time would render for ever.
const unasked = { phase: 'loading', data: null } as const
const nothing = { read: () => unasked, subscribe: () => () => undefined }

/**
 * What the replica answers now, asked again when one of `nouns` changes. While a changed input is being answered the
 * old data stays on screen (`isStale`), unless `isFresh` asks for an empty start (another entity, not another filter).
 * @param input undefined asks nothing (phase stays `loading`).
 */
export const useReplicaQuery = <N extends CallName>(
  name: N,
  input: CallInput<N> | undefined,
  nouns: readonly Noun[],
  isFresh = false,
): QueryState<CallOutput<N>> => {
  const inputKey = input === undefined ? undefined : JSON.stringify(input)
  const nounsKey = nouns.join()
  const [kept, setKept] = useState<{ name: N; data: CallOutput<N> } | null>(null)

  const query = useMemo(
    () => (inputKey === undefined ? null : shareQuery(name, inputKey, nounsKey)),
    [name, inputKey, nounsKey],
  )

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
