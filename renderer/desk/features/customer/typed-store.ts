import { useStore } from 'zustand'
import { createPersonStore } from '../../bridge/person-store'

/** What is typed about customers before it is used, so that a call that pops up does not discard it. */
type TypedState = { search: string; reasons: Record<string, string> }

const fresh = (): TypedState => ({ search: '', reasons: {} })
export const typedStore = createPersonStore<TypedState>(fresh)

export const typeSearch = (search: string): void => {
  typedStore.setState({ search })
}
export const typeReason = (customerId: string, reason: string): void => {
  typedStore.setState(({ reasons }) => ({ reasons: { ...reasons, [customerId]: reason } }))
}
export const useSearch = (): string => useStore(typedStore, (state) => state.search)
export const useReason = (customerId: string): string =>
  useStore(typedStore, (state) => state.reasons[customerId] ?? '')
