import { audiencesOf, parentOf, movesFollowers, reachOf } from '#shared/domain/followers'
import type { Documents, Noun } from '#shared/domain/document'
import { entityKey, type FeedRow, type StoredEvent } from '#shared/feed/select-changes'
import type { Outcome } from '#shared/protocol/command'

/** A document with its time-line. Never changed in place. */
export type Kept = {
  noun: Noun
  id: string
  version: number
  body: Documents[Noun]
  audiences: string[]
  events: StoredEvent[]
}
export type Row = FeedRow & { noun: Noun; seq: number; mark: string | null }
/** A server's documents, by `entityKey`, and its feed, whose numbers have no gaps. */
export type MemoryFeed = { documents: Map<string, Kept>; feed: Row[] }
/** The model server's database; a copy of it is a backup. */
export type ModelDatabase = MemoryFeed & { answers: Map<string, Outcome>; numbers: number }

type Read = <N extends Noun>(noun: N, id: string) => Documents[N] | null

/** The `feedSeq` of an event whose change is not in the feed yet. */
export const notInFeed = 0

/** Who may receive a document now. */
export const readAudiences = (noun: Noun, body: Documents[Noun], read: Read): string[] => {
  const parent = parentOf(noun, body)
  return audiencesOf(noun, body, parent === null ? null : read(parent.noun, parent.id))
}

/** @returns the followers, themselves unchanged, of documents among `touched` whose audiences have moved */
export const followersOf = ({ documents }: MemoryFeed, touched: ReadonlyMap<string, Kept | null>): Kept[] => {
  const isMoved = (key: string): boolean => {
    const [before, now] = [touched.get(key) ?? null, documents.get(key)]
    return now !== undefined && movesFollowers(now.noun, before?.audiences ?? null, now.audiences)
  }
  const moved = new Set([...touched.keys()].filter(isMoved))
  if (moved.size === 0) return []
  return [...documents].flatMap(([key, kept]) => {
    const parent = parentOf(kept.noun, kept.body)
    return parent !== null && moved.has(entityKey(parent)) && !touched.has(key) ? [kept] : []
  })
}

/**
 * Adds the change of a stored document to the feed, and gives its number to the events that came with it.
 * @param before the audiences that the document had
 */
export const addChange = (
  { documents, feed }: MemoryFeed,
  kept: Kept,
  before: readonly string[],
  mark: string | null,
): void => {
  const { noun, id } = kept
  const seq = feed.length + 1
  const events = kept.events.map((event) => (event.feedSeq === notInFeed ? { ...event, feedSeq: seq } : event))
  documents.set(entityKey(kept), { ...kept, events })
  feed.push({ seq, mark, noun, id, ...reachOf(before, kept.audiences) })
}
