import { z } from 'zod'

const idSchema = z.string().max(300)

/** A place in the console that a link, a notification or a key can lead to. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: idSchema }),
  z.object({ kind: z.literal('ticket'), id: idSchema }),
  /** Shown on its ticket. */
  z.object({ kind: z.literal('order'), id: idSchema }),
  z.object({ kind: z.literal('customer'), id: idSchema }),
  z.object({ kind: z.literal('article'), id: idSchema }),
])
export type Place = z.infer<typeof placeSchema>
