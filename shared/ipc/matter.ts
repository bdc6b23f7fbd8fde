import { z } from 'zod'
import { orderNoticeKinds } from '../domain/order-notices'
import { instantSchema } from '../domain/time'
import { ticketIdSchema } from '../ids'
import { placeSchema } from './place'

export const matterKindSchema = z.enum([...orderNoticeKinds, 'given'])
export type MatterKind = z.infer<typeof matterKindSchema>

/** Something that happened to an order or a ticket and concerns the person who is signed in. */
export const matterSchema = z.object({
  /** Of the event: the same on every desk and after every start. */
  key: z.string().max(120),
  kind: matterKindSchema,
  place: placeSchema,
  ticketId: ticketIdSchema,
  at: instantSchema,
  organisationName: z.string().nullable(),
  byName: z.string().nullable(),
  /** Null where the ticket is not in sight. */
  ticketNumber: z.string().nullable(),
  subject: z.string().nullable(),
  /** What was written with it. */
  text: z.string(),
  /** What was booked by it. */
  span: z.object({ from: instantSchema, to: instantSchema }).nullable(),
  /** Something is left for this person to do about it. */
  isWaiting: z.boolean(),
})
export type Matter = z.infer<typeof matterSchema>

/** `since` is null on a desk that had never been connected. */
export const awaySchema = z.object({ since: instantSchema.nullable() })

export const missedSchema = z.object({
  /** The latest first, one of each order or ticket. */
  matters: z.array(matterSchema),
  /** How many more there are. */
  more: z.number().int().nonnegative(),
})
export type Missed = z.infer<typeof missedSchema>

/** What waits for the person, as the core tells the main process; it has no names and no words of a customer. */
export const waitingMatterSchema = z.object({
  ...matterSchema.pick({ key: true, kind: true, place: true, ticketId: true }).shape,
  /** This desk has not told of it yet. */
  isNew: z.boolean(),
})
export type WaitingMatter = z.infer<typeof waitingMatterSchema>
