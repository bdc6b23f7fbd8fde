import { z } from 'zod'
import { instantSchema } from '../domain/time'

/**
 * One line of `GET /api/v1/desks`. `refusedAt`: it came after it was revoked and was turned away; `erasedAt`: it said
 * that nothing is left there.
 */
export const listedDeskSchema = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  wireVersion: z.number(),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  refusedAt: instantSchema.nullable(),
  erasedAt: instantSchema.nullable(),
})
export type ListedDesk = z.infer<typeof listedDeskSchema>
