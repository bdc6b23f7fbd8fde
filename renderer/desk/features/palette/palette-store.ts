import { createPersonStore } from '../../bridge/person-store'

export const paletteStore = createPersonStore<{ phase: 'closed' | 'open' }>(() => ({ phase: 'closed' }))

export const openPalette = (): void => {
  paletteStore.setState({ phase: 'open' })
}
export const closePalette = (): void => {
  paletteStore.setState({ phase: 'closed' })
}
