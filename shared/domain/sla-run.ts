import type { z } from 'zod'
import { openObject } from '../open-object'
import { instantSchema } from './time'

/**
 * A stretch in which a time limit ran; `to` is null while it runs. What is stored are these, so that a changed priority
 * or calendar keeps the pauses.
 */
export const slaRunSchema = openObject({ from: instantSchema, to: instantSchema.nullable() })
export type SlaRun = z.infer<typeof slaRunSchema>
