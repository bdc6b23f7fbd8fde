import { createPersonStore } from '../../bridge/person-store'

export const shortcutsStore = createPersonStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'open' })
}
export const closeShortcuts = (): void => {
  shortcutsStore.setState({ phase: 'closed' })
}
