import { audiencesMeet } from '#shared/domain/audience'
import { hasTimeline } from '#shared/domain/register'
import type { Noun } from '#shared/domain/document'
import type { Change, WireEvent } from '#shared/protocol/feed'
import { entityKey, type Entity, type FeedRow, type StoredDocument, type StoredEvent } from './rows'

/** Whether this row made the document visible to the reader: they have an added audience and none of the older ones. */
export const isNewTo = (row: FeedRow, scopes: readonly string[]): boolean =>
  audiencesMeet(row.addedAudiences, scopes) &&
  !audiencesMeet(
    row.audiences.filter((audience) => !row.addedAudiences.includes(audience)),
    scopes,
  )

const wire = ({ version, name, data, by, at, deviceAt, actedAt, commandId }: StoredEvent): WireEvent => ({
  version,
  name,
  data,
  by,
  at,
  deviceAt,
  actedAt,
  commandId,
})

export const putOf = (document: StoredDocument, events: readonly StoredEvent[], isWhole: boolean): Change => ({
  kind: 'put',
  noun: document.noun,
  id: document.id,
  version: document.version,
  body: document.body,
  events: events.map(wire),
  isWhole,
})

/**
 * What one reader gets for rows of the feed: each entity once, as it is now, or a removal where they no longer see it.
 * @param after the reader's cursor: later events are sent, and all events of an entity that is new to the reader.
 */
export const changesFor = (
  scopes: readonly string[],
  rows: readonly FeedRow[],
  documents: ReadonlyMap<string, StoredDocument>,
  events: ReadonlyMap<string, StoredEvent[]>,
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
    return putOf(
      document,
      isNew ? all : all.filter((event) => event.feedSeq > after),
      isNew && hasTimeline(entity.noun as Noun),
    )
  })
}
