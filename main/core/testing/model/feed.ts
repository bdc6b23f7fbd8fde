import { audiencesMeet } from '#shared/domain/audience'
import { hasTimeline, nouns } from '#shared/domain/register'
import { scopesOf, type Person } from '#shared/domain/person'
import type { BootstrapPage, Change, FeedPage, Seen } from '#shared/protocol/feed'
import { keyOf, type Kept, type Row, type ModelDatabase } from './model-database'

const put = (kept: Kept, after: number, isWhole: boolean): Change => ({
  kind: 'put',
  noun: kept.noun,
  id: kept.id,
  version: kept.version,
  body: { ...kept.body },
  isWhole,
  events: kept.events.filter(({ seq }) => seq > after).map(({ event }) => event),
})

const isNewTo = (row: Row, scopes: readonly string[]): boolean =>
  audiencesMeet(row.grown, scopes) &&
  !audiencesMeet(
    row.audiences.filter((one) => !row.grown.includes(one)),
    scopes,
  )

type Asked = { after: number; limit: number; seen?: Seen | undefined }

const feedEnd = (feed: readonly Row[]) => ({
  head: feed.length,
  ...(feed.length === 0 ? {} : { mark: feed.at(-1)?.mark }),
})

/** Everything for these scopes in (after, upTo]: each entity once, as it is now. */
export const feedPage = (
  { feed, documents }: ModelDatabase,
  scopes: readonly string[],
  { after, limit, seen }: Asked,
  serverAt: number,
): FeedPage => {
  if (seen !== undefined && feed[seen.head - 1]?.mark !== seen.mark)
    return { after, upTo: after, ...feedEnd(feed), isPutBack: true, serverAt, changes: [] }
  const found = feed.slice(after).filter((row) => audiencesMeet(row.audiences, scopes))
  const rows = found.slice(0, limit)
  const upTo = found.length < limit ? Math.max(feed.length, after) : (rows.at(-1)?.seq ?? after)
  const fresh = new Map<string, boolean>()
  for (const row of rows) {
    const key = keyOf(row.noun, row.id)
    fresh.set(key, isNewTo(row, scopes) || fresh.get(key) === true)
  }
  const changes = [...new Map(rows.map((row) => [keyOf(row.noun, row.id), row]))].map(([key, { noun, id }]): Change => {
    const kept = documents.get(key)
    if (kept === undefined || !audiencesMeet(kept.audiences, scopes)) return { kind: 'remove', noun, id }
    const isNew = fresh.get(key) === true
    return put(kept, isNew ? 0 : after, isNew && hasTimeline(noun))
  })
  return { after, upTo, ...feedEnd(feed), serverAt, changes }
}

/** One page of everything that meets these scopes now, noun after noun, by id. */
export const bootstrapPage = (
  { feed, documents }: ModelDatabase,
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
    changes: page.map((kept) => put(kept, 0, hasTimeline(kept.noun))),
    next: last === undefined || ahead.length < limit ? null : { noun: last.noun, afterId: last.id },
    ...feedEnd(feed),
    total: visible.length,
    serverAt,
  }
}

/** Changes exactly when what the person may see does. */
export const scopesKeyOf = (person: Person): string => JSON.stringify([person.role, scopesOf(person)])
