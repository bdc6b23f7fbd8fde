import { createStore } from 'zustand/vanilla'

export const paletteStore = createStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openPalette = (): void => {
  paletteStore.setState({ phase: 'open' })
}
export const closePalette = (): void => {
  paletteStore.setState({ phase: 'closed' })
}
