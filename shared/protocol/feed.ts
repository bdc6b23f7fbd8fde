import { z } from 'zod'
import { openObject } from '../open-object'
import { instantSchema } from '../domain/time'

/** An event as it travels with its document; unknown names and fields are kept. */
export const wireEventSchema = openObject({
  version: z.number().int().positive(),
  name: z.string(),
  data: z.record(z.string(), z.unknown()),
  by: z.string().nullable(),
  /** Who acted, where it was nobody of ours and not the system itself; absent from servers older than wire 4. */
  actor: openObject({ kind: z.string(), name: z.string() }).nullable().optional(),
  at: instantSchema,
  deviceAt: instantSchema.nullable(),
  actedAt: instantSchema.nullable().optional(),
  commandId: z.string().nullable(),
})
export type WireEvent = z.infer<typeof wireEventSchema>

/**
 * One change: the document as it is now, or that it is no longer (visible). `events` are those of this change;
 * with `isWhole` they are all there are, because the reader has just come into its audience.
 */
export const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('put'),
    noun: z.string(),
    id: z.string(),
    version: z.number().int().nonnegative(),
    body: z.record(z.string(), z.unknown()),
    events: z.array(wireEventSchema),
    isWhole: z.boolean(),
  }),
  z.object({ kind: z.literal('remove'), noun: z.string(), id: z.string() }),
])
export type Change = z.infer<typeof changeSchema>

/** The random mark of a change: a restored database gives its number again, but never this. */
const markSchema = z.uuid()
/** The furthest place in the feed that a console knows of. */
export const seenSchema = z.object({ head: z.number().int().nonnegative(), mark: markSchema })
export type Seen = z.infer<typeof seenSchema>

/**
 * A stretch of the feed: everything for this reader in (after, upTo]. `head` is where the feed stood, `mark` belongs to
 * the change of that number. `isPutBack`: what the console says it has seen is not in this feed, so its copy is of
 * another.
 */
export const feedPageSchema = z.object({
  after: z.number().int().nonnegative(),
  upTo: z.number().int().nonnegative(),
  head: z.number().int().nonnegative(),
  mark: markSchema.optional(),
  isPutBack: z.boolean().optional(),
  serverAt: instantSchema,
  changes: z.array(changeSchema),
})
export type FeedPage = z.infer<typeof feedPageSchema>

export const pullSchema = z.object({
  after: z.number().int().nonnegative(),
  limit: z.number().int().min(1).max(1000),
  seen: seenSchema.optional(),
})

/** Where a bootstrap stands: the next noun and the last id taken of it. */
export const bootstrapCursorSchema = z.object({ noun: z.string(), afterId: z.string().nullable() })
export type BootstrapCursor = z.infer<typeof bootstrapCursorSchema>
export const bootstrapSchema = z.object({
  cursor: bootstrapCursorSchema.nullable(),
  limit: z.number().int().min(1).max(2000),
})

/**
 * A page of everything visible now. `head` is the feed's head before the page was read: the console keeps the first
 * page's and pulls from it afterwards, so nothing that changed in between is missed.
 */
export const bootstrapPageSchema = z.object({
  changes: z.array(changeSchema),
  next: bootstrapCursorSchema.nullable(),
  head: z.number().int().nonnegative(),
  mark: markSchema.optional(),
  total: z.number().int().nonnegative(),
  serverAt: instantSchema,
})
export type BootstrapPage = z.infer<typeof bootstrapPageSchema>
