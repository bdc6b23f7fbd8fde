import { z } from 'zod'
import { personIdSchema, ticketIdSchema } from '../ids'

/** A desk says which ticket it has open; null when none. May be lost: it is sent again on reconnection. */
export const presenceSchema = z.object({ ticketId: ticketIdSchema.nullable() })
/** Who has a ticket open, sent to the others who have it open. */
export const presenceNoticeSchema = z.object({
  ticketId: ticketIdSchema,
  people: z.array(z.object({ id: personIdSchema, name: z.string() })),
})
export type PresenceNotice = z.infer<typeof presenceNoticeSchema>
