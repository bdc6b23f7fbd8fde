import { audiencesMeet } from '#shared/domain/audience'
import { nouns } from '#shared/domain/register'
import { scopesOf, type Person } from '#shared/domain/person'
import { pageEnd, positionFields, putBackPage, type FeedPosition } from '#shared/feed/position'
import { entityKey, selectChanges, wholeOf } from '#shared/feed/select-changes'
import type { BootstrapPage, FeedPage, Seen } from '#shared/protocol/feed'
import type { MemoryFeed, Row } from './model-database'

type Asked = { after: number; limit: number; seen?: Seen | undefined }

const positionOf = (feed: readonly Row[]): FeedPosition => ({ head: feed.length, mark: feed.at(-1)?.mark ?? null })

/** Everything for these scopes in (after, upTo]: each entity once, as it is now. */
export const feedPage = (
  { feed, documents }: MemoryFeed,
  scopes: readonly string[],
  { after, limit, seen }: Asked,
  serverAt: number,
): FeedPage => {
  const position = positionOf(feed)
  if (seen !== undefined && feed[seen.head - 1]?.mark !== seen.mark) return putBackPage(after, position, serverAt)
  const found = feed.slice(after).filter((row) => audiencesMeet(row.audiences, scopes))
  const rows = found.slice(0, limit)
  const events = new Map(rows.map((row) => [entityKey(row), documents.get(entityKey(row))?.events ?? []]))
  return {
    after,
    upTo: pageEnd(after, position.head, rows, found.length < limit),
    ...positionFields(position),
    serverAt,
    changes: selectChanges(scopes, rows, documents, events, after),
  }
}

/** One page of everything that meets these scopes now, noun after noun, by id. */
export const bootstrapPage = (
  { feed, documents }: MemoryFeed,
  scopes: readonly string[],
  cursor: BootstrapPage['next'],
  limit: number,
  serverAt: number,
): BootstrapPage => {
  const place = (noun: string): number => (nouns as readonly string[]).indexOf(noun)
  const visible = [...documents.values()]
    .filter((kept) => audiencesMeet(kept.audiences, scopes))
    .sort((a, b) => place(a.noun) - place(b.noun) || (a.id < b.id ? -1 : 1))
  const ahead =
    cursor === null
      ? visible
      : visible.filter(
          (kept) =>
            place(kept.noun) > place(cursor.noun) ||
            (kept.noun === cursor.noun && (cursor.afterId === null || kept.id > cursor.afterId)),
        )
  const page = ahead.slice(0, limit)
  const last = page.at(-1)
  return {
    changes: page.map((kept) => wholeOf(kept, kept.events)),
    next: last === undefined || ahead.length < limit ? null : { noun: last.noun, afterId: last.id },
    ...positionFields(positionOf(feed)),
    total: visible.length,
    serverAt,
  }
}

/** Changes exactly when what the person may see does. */
export const scopesKeyOf = (person: Person): string => JSON.stringify([person.role, scopesOf(person)])
