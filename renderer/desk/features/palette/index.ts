export { openPalette, Palette } from './palette'
