import { z } from 'zod'
import { instantSchema } from '../domain/time'

/**
 * One line of `GET /api/v1/desks`. `refusedAt`: it connected after it was revoked and was refused; `erasedAt`: it
 * reported that nothing is left on it.
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
