export { openPalette } from './palette-store'
export { Palette } from './palette'
