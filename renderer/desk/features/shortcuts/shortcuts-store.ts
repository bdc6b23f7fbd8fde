import { createStore } from 'zustand/vanilla'

export const shortcutsStore = createStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'open' })
}
export const closeShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'closed' })
}
