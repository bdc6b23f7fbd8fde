import type { Instant } from '../domain/time'
import type { FeedPage } from '../protocol/feed'

/** A position in the feed; before the first row there is no mark. */
export type FeedPosition = { head: number; mark: string | null }

/** The fields by which a page says where the feed stood. */
export const positionFields = ({ head, mark }: FeedPosition): { head: number; mark?: string } =>
  mark === null ? { head } : { head, mark }

/** The page for a reader whose copy is of another feed, because an older state of the database was restored. */
export const putBackPage = (after: number, position: FeedPosition, serverAt: Instant): FeedPage => ({
  after,
  upTo: after,
  ...positionFields(position),
  isPutBack: true,
  serverAt,
  changes: [],
})

/**
 * @param rows the rows of the page, in order
 * @param isComplete nothing for this reader is left after them
 * @returns up to where the page has everything: the head, or its last row
 */
export const pageEnd = (after: number, head: number, rows: readonly { seq: number }[], isComplete: boolean): number =>
  isComplete ? Math.max(head, after) : (rows.at(-1)?.seq ?? after)
