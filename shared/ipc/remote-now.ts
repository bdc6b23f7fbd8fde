import { z } from 'zod'
import { instantSchema } from '../domain/time'
import { remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { iceServerSchema, remoteViewSchema } from '../protocol/remote'
import { failureSchema } from '../result'

/** What an agent reads out or sends; the address is where the customer types the code. */
export const remoteCodeSchema = z.object({
  sessionId: remoteSessionIdSchema,
  code: z.string(),
  codeUntil: instantSchema,
  address: z.string(),
  link: z.string(),
})
export type RemoteCode = z.infer<typeof remoteCodeSchema>

/**
 * How this desk's part in a remote session stands:
 *
 *   joining ──▶ joined ⇄ cut        it joins again by itself until the session ends
 *      └──────────┴───────┴──▶ over  seen as ended, or refused (`failure`)
 */
export const remoteNowSchema = z.object({
  sessionId: remoteSessionIdSchema,
  ticketId: ticketIdSchema,
  connection: z.enum(['joining', 'joined', 'cut', 'over']),
  failure: failureSchema.nullable(),
  /** Null once it is spent. */
  code: remoteCodeSchema.nullable(),
  /** The ways of the picture, as the server gave them on the last joining. */
  iceServers: z.array(iceServerSchema),
  /** As the server showed it last. */
  view: remoteViewSchema.nullable(),
})
export type RemoteNow = z.infer<typeof remoteNowSchema>
