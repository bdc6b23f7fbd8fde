import type { Database } from '../replica/driver'

/** @returns the person's name; null where `id` is null or the person is unknown here */
export const personName = (db: Database, id: string | null): string | null =>
  id === null ? null : nameOf(db, 'person', id)
export const organisationName = (db: Database, id: string): string => nameOf(db, 'organisation', id) ?? ''

const nameOf = (db: Database, noun: string, id: string): string | null =>
  db.get<{ name: string | null }>(
    `select json_extract(coalesce(overlay, body), '$.name') name from document where noun = ? and id = ?`,
    [noun, id],
  )?.name ?? null

/** Everyone's name by id, for long lists. */
export const personNames = (db: Database): Map<string, string> =>
  new Map(
    db
      .all<{ id: string; name: string }>(
        `select id, json_extract(coalesce(overlay, body), '$.name') name from document where noun = 'person' and is_readable = 1`,
      )
      .map((row) => [row.id, row.name]),
  )
