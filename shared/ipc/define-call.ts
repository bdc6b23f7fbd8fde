import { z } from 'zod'
import type { Reads } from './reads'

/** No input, or nothing to answer. */
export const nothing = z.null()
/** Something that a page asks the main process or the core. */
export const call = <H extends 'main' | 'core', I extends z.ZodType, O extends z.ZodType>(
  home: H,
  input: I,
  output: O,
) => ({
  home,
  input,
  output,
})
/** A question to the replica; it is asked again when something that it reads changes. */
export const query = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O, reads: Reads) => ({
  home: 'core' as const,
  input,
  output,
  reads,
})
