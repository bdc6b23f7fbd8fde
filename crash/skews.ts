import type { Part } from './part'
export const skews: Part = () => Promise.resolve({ isRed: true, figures: {} })
