import { documentSchemas, nouns } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import type { Database } from './driver'
import { refreshLookup, writeLookup } from './lookup'

/** One entity, by noun and id; the noun may be one that this version does not know. */
export type DocumentRef = { noun: string; id: string }

export const isKnownNoun = (noun: string): noun is Noun => (nouns as readonly string[]).includes(noun)

/**
 * @returns the shown document: the server's with own pending commands on top. Null where there is none, or none this
 *   version understands.
 */
export const readShown = <N extends Noun>(db: Database, noun: N, id: string): Documents[N] | null => {
  const row = db.get<{ shown: string | null }>(
    'select coalesce(overlay, body) shown from document where noun = ? and id = ? and (is_readable = 1 or overlay is not null)',
    [noun, id],
  )
  // Judged by its schema when it was written (`is_readable`), so it is not judged again on each read.
  return row === undefined || row.shown === null ? null : (JSON.parse(row.shown) as Documents[N])
}

/** @returns every shown document of a noun; for the short ones (people, organisations). */
export const listShown = <N extends Noun>(db: Database, noun: N): Documents[N][] =>
  db
    .all<{ shown: string }>(
      'select coalesce(overlay, body) shown from document where noun = ? and (is_readable = 1 or overlay is not null)',
      [noun],
    )
    .map((row) => JSON.parse(row.shown) as Documents[N])

/** @returns the server's document without own commands */
export const readServer = (
  db: Database,
  noun: string,
  id: string,
): { version: number; body: Documents[Noun] | null } => {
  const row = db.get<{ version: number; body: string | null; is_readable: number }>(
    'select version, body, is_readable from document where noun = ? and id = ?',
    [noun, id],
  )
  if (row === undefined) return { version: 0, body: null }
  return {
    version: row.version,
    body: row.body === null || row.is_readable === 0 ? null : (JSON.parse(row.body) as Documents[Noun]),
  }
}

const isReadable = (noun: string, body: unknown): boolean =>
  isKnownNoun(noun) && documentSchemas[noun].safeParse(body).success

/**
 * What is stored of a document, without its content: the server's version (0: none yet), and whether own commands are
 * on top.
 */
export type StoredState = { version: number; hasOverlay: boolean }

/** @returns null where nothing is stored of the document */
export const readStoredState = (db: Database, { noun, id }: DocumentRef): StoredState | null => {
  const row = db.get<{ version: number; has_overlay: number }>(
    'select version, overlay is not null has_overlay from document where noun = ? and id = ?',
    [noun, id],
  )
  return row === undefined ? null : { version: row.version, hasOverlay: row.has_overlay === 1 }
}

/**
 * Stores the server's document whole, with fields that this version does not know.
 * @param stored what was stored before
 */
export const writeServer = (
  db: Database,
  { noun, id }: DocumentRef,
  version: number,
  body: Record<string, unknown>,
  stored: StoredState | null,
): void => {
  const isUnderstood = isReadable(noun, body)
  db.run(
    `insert into document (noun, id, version, body, is_readable) values (?, ?, ?, ?, ?)
     on conflict (noun, id) do update set version = excluded.version, body = excluded.body, is_readable = excluded.is_readable`,
    [noun, id, version, JSON.stringify(body), isUnderstood ? 1 : 0],
  )
  // The document just written is the one shown, unless own commands are on top.
  if (isUnderstood && stored?.hasOverlay !== true) writeLookup(db, noun, body, stored === null)
  else refreshLookup(db, noun, id)
}

/** The document is gone, or no longer visible to this person. The next rebase handles its overlay. */
export const removeServer = (db: Database, { noun, id }: DocumentRef): void => {
  db.run('delete from event where noun = ? and id = ?', [noun, id])
  db.run('update document set version = 0, body = null, is_readable = 1 where noun = ? and id = ?', [noun, id])
  settleRow(db, { noun, id })
}

/** Stores the overlay of a document, or removes it (null). */
export const writeOverlay = (db: Database, { noun, id }: DocumentRef, overlay: Documents[Noun] | null): void => {
  if (overlay === null) db.run('update document set overlay = null where noun = ? and id = ?', [noun, id])
  else {
    db.run(
      `insert into document (noun, id, version, overlay) values (?, ?, 0, ?) on conflict (noun, id) do update set overlay = excluded.overlay`,
      [noun, id, JSON.stringify(overlay)],
    )
  }
  settleRow(db, { noun, id })
}

const settleRow = (db: Database, { noun, id }: DocumentRef): void => {
  db.run('delete from document where noun = ? and id = ? and body is null and overlay is null', [noun, id])
  refreshLookup(db, noun, id)
}

/** Deletes every document; the outbox stays. */
export const wipeDocuments = (db: Database): void => {
  db.transaction(() => {
    for (const row of db.all<{ noun: string; id: string }>('select noun, id from document')) {
      db.run('delete from document where noun = ? and id = ?', [row.noun, row.id])
      refreshLookup(db, row.noun, row.id)
    }
    db.exec('delete from event; delete from pending_event')
  })
}

/** Checks again what an older version could not read. */
export const rejudgeUnreadable = (db: Database): void => {
  db.transaction(() => {
    for (const row of db.all<{ noun: string; id: string; body: string }>(
      'select noun, id, body from document where is_readable = 0 and body is not null',
    )) {
      if (!isReadable(row.noun, JSON.parse(row.body))) continue
      db.run('update document set is_readable = 1 where noun = ? and id = ?', [row.noun, row.id])
      refreshLookup(db, row.noun, row.id)
    }
  })
}
