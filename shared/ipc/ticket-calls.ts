import { z } from 'zod'
import { fileHashSchema, fileSchema, largestFileBytes } from '../domain/attachment'
import { ticketIdSchema } from '../ids'
import { assigneesSchema } from './assignee'
import { call, query } from './define-call'
import { maxSearchText } from './limits'
import { ticketRowSchema, ticketViewSchema } from './replica-views'

/** Bytes cross the bridge as they are. */
const bytesSchema = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.byteLength <= largestFileBytes,
  { error: 'bytes' },
)

export const ticketFilterSchema = z.object({
  view: z.enum(['mine', 'open', 'recent', 'all']),
  /** Words in number, subject, customer or caller; empty for all. */
  text: z.string().max(maxSearchText),
  limit: z.number().int().min(1).max(20_000),
  /** Last touched first where absent. */
  sort: z.enum(['updated', 'urgency']).optional(),
  /** The server's time for which the list is made: what is most urgent, what was touched lately; now where absent. */
  at: z.number().optional(),
})
export type TicketFilter = z.infer<typeof ticketFilterSchema>

/** Tickets and their files. */
export const ticketCalls = {
  'ticket.list': query(ticketFilterSchema, z.array(ticketRowSchema), {
    ticket: true,
    customer: true,
    person: true,
    // Their time limits decide what is most urgent.
    organisation: true,
  }),
  'ticket.read': query(z.object({ ticketId: ticketIdSchema }), ticketViewSchema, {
    ticket: 'ticket.id',
    customer: true,
    call: 'ticket.callId',
    person: true,
    article: true,
    organisation: true,
  }),
  /** By what another ticket is named; null where it is not here. */
  'ticket.title': query(
    z.object({ ticketId: ticketIdSchema }),
    ticketRowSchema.pick({ id: true, number: true, subject: true }).nullable(),
    { ticket: 'id' },
  ),
  /** Whom a ticket may be given to. */
  'ticket.listAssignees': query(z.object({ ticketId: ticketIdSchema }), assigneesSchema, {
    ticket: true,
    person: true,
    agent: true,
    schedule: true,
    organisation: true,
  }),
  'ticket.find': call(
    'core',
    z.object({ number: z.string().max(40) }),
    z.object({ ticketId: ticketIdSchema.nullable() }),
  ),

  /** Keeps a file (stored by content, encrypted) and issues `ticket.attach`. */
  'attachment.add': call(
    'core',
    z.object({
      ticketId: ticketIdSchema,
      name: fileSchema.shape.name,
      mediaType: fileSchema.shape.mediaType,
      bytes: bytesSchema,
    }),
    z.object({ hash: fileHashSchema }),
  ),
  /** The whole file; fetched first where it is not here and the server can be reached. */
  'attachment.read': call(
    'core',
    z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
    z.object({ bytes: bytesSchema, name: z.string(), mediaType: z.string() }),
  ),
  /** Asks where to save it. `isSaved` is false where the person cancelled. */
  'attachment.save': call(
    'main',
    z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
    z.object({ isSaved: z.boolean() }),
  ),
} as const
