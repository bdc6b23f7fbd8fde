import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { calls, type CallInput, type CallOutput, type EventBody, type QueryName } from '#shared/ipc/contract'
import { call, listen } from './client'
import { createReplicaQuery, type ReplicaQuery, type QueryState } from './replica-query'

/** One query, however many components show its answer. */
export type SharedQuery<N extends QueryName> = {
  name: N
  key: string
  query: ReplicaQuery<CallOutput<N>>
  followers: number
  stop: (() => void) | null
}

const shared = new Map<string, SharedQuery<QueryName>>()

/** @returns the query that other components share already, else a new one; it reads once somebody follows it. */
const shareQuery = <N extends QueryName>(name: N, inputKey: string): SharedQuery<N> => {
  const key = `${name} ${inputKey}`
  const known = shared.get(key)
  // The key begins with the name.
  if (known !== undefined) return known as unknown as SharedQuery<N>
  const input = JSON.parse(inputKey) as CallInput<N>
  const made: SharedQuery<N> = {
    name,
    key,
    query: createReplicaQuery(() => call(name, input), calls[name].reads),
    followers: 0,
    stop: null,
  }
  shared.set(key, made)
  return made
}

/** An event may contain the new answer itself. */
const applyChange = <N extends QueryName>(
  { name, query }: SharedQuery<N>,
  { changed, live }: EventBody<'replica.changed'>,
): void => {
  if (name === 'call.listLive' && live !== undefined) query.give(live as CallOutput<N>)
  else query.touch(changed)
}

/** Keeps a query in step with the replica as long as somebody shows it. @returns a function that stops following. */
const followShared = <N extends QueryName>(one: SharedQuery<N>): (() => void) => {
  one.followers += 1
  if (one.followers === 1) {
    // The component that made it may have been unmounted in between.
    shared.set(one.key, one)
    one.stop = listen('replica.changed', (change) => {
      applyChange(one, change)
    })
    one.query.refresh()
  }
  return () => {
    one.followers -= 1
    if (one.followers > 0) return
    one.stop?.()
    if (shared.get(one.key) === (one as unknown)) shared.delete(one.key)
  }
}

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
