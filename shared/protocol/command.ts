import { z } from 'zod'
import { commandIdSchema, deskIdSchema } from '../ids'
import { failureSchema } from '../result'
import { instantSchema } from '../domain/time'

/** A command as it travels. Its args are checked against `commandSchemas[name]` by whoever runs it. */
export const commandEnvelopeSchema = z.object({
  id: commandIdSchema,
  deskId: deskIdSchema,
  /** Counts up per desk, so that order is the desk's own. */
  seq: z.number().int().positive(),
  name: z.string().max(80),
  args: z.record(z.string(), z.unknown()),
  /** The device's clock, shown but never deciding. */
  at: instantSchema,
  /**
   * The same moment by the device's clock corrected with its measured offset; absent from consoles older than wire 2.
   */
  actedAt: instantSchema.optional(),
})
export type CommandEnvelope = z.infer<typeof commandEnvelopeSchema>

/** What became of a command. The same id always gets the same answer. */
export const outcomeSchema = z.discriminatedUnion('status', [
  z.object({
    id: commandIdSchema,
    status: z.literal('accepted'),
    noun: z.string(),
    entityId: z.string(),
    version: z.number().int().nonnegative(),
  }),
  z.object({ id: commandIdSchema, status: z.literal('refused'), failure: failureSchema }),
])
export type Outcome = z.infer<typeof outcomeSchema>

/** A push is small, so that one bad line loses little. */
export const pushLimit = 50
export const pushSchema = z.object({ commands: z.array(commandEnvelopeSchema).min(1).max(pushLimit) })
export const pushAnswerSchema = z.object({ outcomes: z.array(outcomeSchema) })
