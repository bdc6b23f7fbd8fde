import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Noun } from '#shared/domain/document'
import { hasTimeline } from '#shared/domain/register'
import type { FeedPosition } from '#shared/feed/position'
import {
  entityKey,
  type Entity,
  type FeedRow as SharedRow,
  type StoredDocument,
  type StoredEvent,
} from '#shared/feed/select-changes'
import type { Database } from '../db/database'

/** A change of the feed with the bytes of its document. */
export type FeedRow = SharedRow & { seq: number; size: number }

export const byNoun = (entities: readonly Entity[]): [string, string[]][] => {
  const ids = new Map<string, Set<string>>()
  for (const { noun, id } of entities) ids.set(noun, (ids.get(noun) ?? new Set()).add(id))
  return [...ids].map(([noun, set]) => [noun, [...set]])
}

/**
 * @param seen a position that a reader knows
 * @returns the position of the last committed row, below which nothing can still appear; and whether the feed lacks the
 * row seen, because an older state of the database was restored.
 */
export const readHead = async (
  trx: Transaction<Database>,
  seen: FeedPosition | null,
): Promise<FeedPosition & { isRestored: boolean }> => {
  const known = trx
    .selectFrom('feed as known')
    .select('known.mark')
    .where('known.seq', '=', seen?.head ?? 0)
  const last = await trx
    .selectFrom('feed')
    .select(['seq as head', 'mark', known.as('known')])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    head: last?.head ?? 0,
    mark: last?.mark ?? null,
    isRestored: seen !== null && (last?.known ?? null) !== seen.mark,
  }
}

/** @param scopes null reads the rows of all audiences. */
export const readRows = async (
  trx: Transaction<Database>,
  after: number,
  limit: number,
  scopes: readonly string[] | null,
): Promise<FeedRow[]> => {
  let query = trx
    .selectFrom('feed')
    .innerJoin('document', (join) =>
      join.onRef('document.noun', '=', 'feed.noun').onRef('document.id', '=', 'feed.entity_id'),
    )
    .select([
      'feed.seq',
      'feed.noun',
      'feed.entity_id as id',
      'feed.audiences',
      'feed.added_audiences as addedAudiences',
      'document.size',
    ])
    .where('feed.seq', '>', after)
    .orderBy('feed.seq')
    .limit(limit)
  if (scopes !== null) query = query.where(sql<boolean>`feed.audiences && ${[...scopes]}::text[]`)
  return query.execute()
}

export const readDocuments = async (
  trx: Transaction<Database>,
  entities: readonly Entity[],
): Promise<Map<string, StoredDocument>> => {
  const found = new Map<string, StoredDocument>()
  for (const [noun, ids] of byNoun(entities)) {
    const rows = await trx
      .selectFrom('document')
      .select(['noun', 'id', 'version', 'body', 'audiences'])
      .where('noun', '=', noun)
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .execute()
    for (const row of rows) found.set(entityKey(row), row)
  }
  return found
}

/** Events of nouns that show a time-line. @param after only those with later feed numbers. */
export const readEvents = async (
  trx: Transaction<Database>,
  entities: readonly Entity[],
  after: number,
): Promise<Map<string, StoredEvent[]>> => {
  const found = new Map<string, StoredEvent[]>()
  for (const [noun, ids] of byNoun(entities.filter((entity) => hasTimeline(entity.noun as Noun)))) {
    const rows = await trx
      .selectFrom('event')
      .select([
        'noun',
        'entity_id as id',
        'version',
        'name',
        'data',
        'by_person as by',
        'actor',
        'at',
        'device_at as deviceAt',
        'acted_at as actedAt',
        'command_id as commandId',
        'feed_seq as feedSeq',
      ])
      .where('noun', '=', noun)
      .where(sql<boolean>`entity_id = any(${ids}::uuid[])`)
      .where('feed_seq', '>', after)
      .orderBy('entity_id')
      .orderBy('version')
      .execute()
    for (const row of rows) {
      const key = entityKey(row)
      const known = found.get(key)
      if (known === undefined) found.set(key, [row])
      else known.push(row)
    }
  }
  return found
}
