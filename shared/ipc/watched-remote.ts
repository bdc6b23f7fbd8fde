import { z } from 'zod'
import { remoteSessionSchema } from '../domain/remote-session'
import { instantSchema } from '../domain/time'

/**
 * One line of a supervisor's list of remote sessions: who helps whom since when, and how it stands. Nothing in it runs
 * with the time: the page adds up `spans`.
 */
export const watchedRemoteSchema = z.object({
  ...remoteSessionSchema.pick({
    id: true,
    ticketId: true,
    agentId: true,
    state: true,
    requestedAt: true,
    endedAt: true,
    endedBy: true,
    end: true,
  }).shape,
  /** When a picture was shown. */
  spans: z.array(z.object({ from: instantSchema, to: instantSchema.nullable() })),
  /** What is allowed now; once it is over, all that ever was. */
  rights: remoteSessionSchema.shape.rights,
  /** When the server wrote down that it lasts longer than help from afar should. */
  ranLongAt: instantSchema.nullable(),
  agentName: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  subject: z.string().nullable(),
  customerName: z.string().nullable(),
})
export type WatchedRemote = z.infer<typeof watchedRemoteSchema>
