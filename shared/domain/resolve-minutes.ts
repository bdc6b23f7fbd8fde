import { z } from 'zod'

export type ResolveMinutes = { A: number; B: number; C: number }
/** 特急 4 h, 紧急 8 h, 一般 24 h of working time until it is solved. */
export const defaultResolveMinutes: ResolveMinutes = { A: 4 * 60, B: 8 * 60, C: 24 * 60 }
const minutes = z.number().int().min(1).max(100_000)
export const resolveMinutesSchema = z.object({ A: minutes, B: minutes, C: minutes })
