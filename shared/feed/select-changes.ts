import { audiencesMeet } from '../domain/audience'
import type { Noun } from '../domain/document'
import { hasTimeline } from '../domain/register'
import type { Change, WireEvent } from '../protocol/feed'

export type Entity = { noun: string; id: string }
/** One change of the feed: which document, and whom it reaches (`reachOf`). */
export type FeedRow = Entity & { audiences: readonly string[]; addedAudiences: readonly string[] }
export type StoredDocument = Entity & { version: number; body: Record<string, unknown>; audiences: readonly string[] }
/** `feedSeq` is the change of the feed that the event came with. */
export type StoredEvent = WireEvent & { feedSeq: number }

/** By this key, documents and events are given to `selectChanges`. */
export const entityKey = (entity: Entity): string => `${entity.noun}:${entity.id}`

/** Whether this row made the document visible to the reader: they have an added audience and none of the older ones. */
export const isNewTo = (row: FeedRow, scopes: readonly string[]): boolean =>
  audiencesMeet(row.addedAudiences, scopes) &&
  !audiencesMeet(
    row.audiences.filter((audience) => !row.addedAudiences.includes(audience)),
    scopes,
  )

const wire = ({ version, name, data, by, actor, at, deviceAt, actedAt, commandId }: StoredEvent): WireEvent => ({
  version,
  name,
  data,
  by,
  ...(actor === undefined || actor === null ? {} : { actor }),
  at,
  deviceAt,
  actedAt,
  commandId,
})

const putOf = (document: StoredDocument, events: readonly StoredEvent[], isNew: boolean): Change => ({
  kind: 'put',
  noun: document.noun,
  id: document.id,
  version: document.version,
  body: document.body,
  events: events.map(wire),
  isWhole: isNew && hasTimeline(document.noun as Noun),
})

/** A document as a reader gets it who has nothing of it yet. @param events all of its events */
export const wholeOf = (document: StoredDocument, events: readonly StoredEvent[]): Change =>
  putOf(document, events, true)

/**
 * What one reader gets for rows of the feed: each entity once, as it is now, or a removal where they no longer see it.
 * @param documents the stored documents of the rows, by `entityKey`
 * @param events the events of the rows' documents, by `entityKey`; of those new to the reader, all of them
 * @param after the reader's cursor: later events are sent, and all events of an entity that is new to the reader
 */
export const selectChanges = (
  scopes: readonly string[],
  rows: readonly FeedRow[],
  documents: ReadonlyMap<string, StoredDocument>,
  events: ReadonlyMap<string, readonly StoredEvent[]>,
  after: number,
): Change[] => {
  const seen = new Map<string, { entity: Entity; isNew: boolean }>()
  for (const row of rows) {
    if (!audiencesMeet(row.audiences, scopes)) continue
    const key = entityKey(row)
    seen.set(key, { entity: row, isNew: isNewTo(row, scopes) || seen.get(key)?.isNew === true })
  }
  return [...seen].map(([key, { entity, isNew }]) => {
    const document = documents.get(key)
    if (document === undefined || !audiencesMeet(document.audiences, scopes))
      return { kind: 'remove', noun: entity.noun, id: entity.id }
    const all = events.get(key) ?? []
    return putOf(document, isNew ? all : all.filter((event) => event.feedSeq > after), isNew)
  })
}
