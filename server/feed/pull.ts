import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Noun } from '#shared/domain/document'
import { nouns } from '#shared/domain/register'
import type { Instant } from '#shared/domain/time'
import { pageEnd, positionFields, putBackPage } from '#shared/feed/position'
import { entityKey, isNewTo, selectChanges, wholeOf } from '#shared/feed/select-changes'
import type { BootstrapCursor, BootstrapPage, FeedPage, Seen } from '#shared/protocol/feed'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { readDocuments, readEvents, readHead, readRows } from './rows'

/** Of all bodies in a page together; a page has at least one document, however large. */
const maxPageBytes = 2_000_000

/** @returns the first rows that fit into a page; at least one where there is any. */
const withinBytes = <T extends { size: number }>(rows: readonly T[]): T[] => {
  let bytes = 0
  const fits = rows.findIndex((row, index) => {
    bytes += row.size
    return index > 0 && bytes > maxPageBytes
  })
  return fits === -1 ? [...rows] : rows.slice(0, fits)
}

const isVisibleTo = (scopes: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`audiences && ${[...scopes]}::text[]`

type Reader = { scopes: readonly string[] }

/**
 * Everything for this reader in (after, upTo], read in one snapshot, so that a document and its events agree.
 * @param seen the last row that the reader saw; where the feed lacks it, the page has only `isPutBack`.
 */
export const pullPage = (
  db: Kysely<Database>,
  { scopes }: Reader,
  after: number,
  limit: number,
  now: Instant,
  seen?: Seen,
): Promise<FeedPage> =>
  inTransaction(
    db,
    async (trx) => {
      const position = await readHead(trx, seen ?? null)
      if (position.isRestored) return putBackPage(after, position, now)
      const found = await readRows(trx, after, limit, scopes)
      const rows = withinBytes(found)
      const isComplete = rows.length === found.length && found.length < limit
      const documents = await readDocuments(trx, rows)
      const fresh = rows.filter((row) => isNewTo(row, scopes))
      const freshKeys = new Set(fresh.map(entityKey))
      const events = await readEvents(
        trx,
        rows.filter((row) => !freshKeys.has(entityKey(row))),
        after,
      )
      for (const [key, all] of await readEvents(trx, fresh, 0)) events.set(key, all)
      return {
        after,
        upTo: pageEnd(after, position.head, rows, isComplete),
        ...positionFields(position),
        serverAt: now,
        changes: selectChanges(scopes, rows, documents, events, after),
      }
    },
    'repeatable read',
  )

const nextAfter = (noun: Noun, lastId: string | null, isNounDone: boolean): BootstrapCursor | null => {
  if (!isNounDone) return { noun, afterId: lastId }
  const following = nouns[nouns.indexOf(noun) + 1]
  return following === undefined ? null : { noun: following, afterId: null }
}

/**
 * Counted with the first page of a bootstrap; its later pages repeat the number. Keyed by the reader's array of scopes,
 * which is a new one whenever they change.
 */
const totals = new WeakMap<readonly string[], number>()

const countVisible = async (
  trx: Transaction<Database>,
  scopes: readonly string[],
  isFirst: boolean,
): Promise<number> => {
  const known = totals.get(scopes)
  if (known !== undefined && !isFirst) return known
  const { total } = await trx
    .selectFrom('document')
    .select((eb) => eb.fn.countAll().as('total'))
    .where(isVisibleTo(scopes))
    .executeTakeFirstOrThrow()
  totals.set(scopes, Number(total))
  return Number(total)
}

/**
 * One page of everything this reader may see now, ordered by noun and id. A cursor with an unknown noun starts at the
 * first noun.
 */
export const bootstrapPage = (
  db: Kysely<Database>,
  { scopes }: Reader,
  cursor: BootstrapCursor | null,
  limit: number,
  now: Instant,
): Promise<BootstrapPage> =>
  inTransaction(
    db,
    async (trx) => {
      const feed = await readHead(trx, null)
      const isVisible = isVisibleTo(scopes)
      const total = await countVisible(trx, scopes, cursor === null)
      let nextCursor: BootstrapCursor | null = {
        noun: nouns.find((noun) => noun === cursor?.noun) ?? nouns[0],
        afterId: cursor?.afterId ?? null,
      }
      const entities: { noun: string; id: string; size: number }[] = []
      while (nextCursor !== null && entities.length < limit) {
        const noun = nextCursor.noun as Noun
        const wanted = limit - entities.length
        let query = trx
          .selectFrom('document')
          .select(['noun', 'id', 'size'])
          .where('noun', '=', noun)
          .where(isVisible)
          .orderBy('id')
          .limit(wanted)
        if (nextCursor.afterId !== null) query = query.where('id', '>', nextCursor.afterId)
        const found = await query.execute()
        const room = withinBytes([...entities, ...found]).length - entities.length
        entities.push(...found.slice(0, room))
        const isNounDone = room === found.length && found.length < wanted
        nextCursor = nextAfter(noun, found[room - 1]?.id ?? nextCursor.afterId, isNounDone)
        if (room < found.length) break
      }
      const documents = await readDocuments(trx, entities)
      const events = await readEvents(trx, entities, 0)
      const changes = entities.flatMap((entity) => {
        const document = documents.get(entityKey(entity))
        return document === undefined ? [] : [wholeOf(document, events.get(entityKey(entity)) ?? [])]
      })
      return { changes, next: nextCursor, ...positionFields(feed), total, serverAt: now }
    },
    'repeatable read',
  )
