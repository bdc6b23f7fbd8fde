import { nouns } from '#shared/domain/register'
import type { Documents, Noun } from '#shared/domain/document'
import { findNewer, withStandIns } from '#shared/domain/stand-ins'
import type { Database } from './driver'
import { refreshLookup, writeLookup } from './lookup'

/** One entity, by noun and id; the noun may be one that this version does not know. */
export type DocumentRef = { noun: string; id: string }

export const isKnownNoun = (noun: string): noun is Noun => (nouns as readonly string[]).includes(noun)

/** `newer`: where in `json` a word stands that only a newer version knows, as JSON; null where none does. */
type StoredJson = { json: string; newer: string | null }
/** Rules made the overlay, from what was read here: stand-ins are in it already. */
const shownColumns = 'coalesce(overlay, body) json, iif(overlay is null, newer, null) newer'

/** Judged by its schema when it was written (`is_readable`, `newer`), so it is not judged again on each read. */
const parseStored = <N extends Noun>(noun: N, { json, newer }: StoredJson): Documents[N] => {
  const body = JSON.parse(json) as Record<string, unknown>
  return (newer === null ? body : withStandIns(noun, body, JSON.parse(newer) as string[])) as Documents[N]
}

/**
 * @returns the shown document: the server's with own pending commands on top, and with stand-ins for words that only a
 *   newer version knows. Null where there is none, or none this version understands.
 */
export const readShown = <N extends Noun>(db: Database, noun: N, id: string): Documents[N] | null => {
  const row = db.get<Omit<StoredJson, 'json'> & { json: string | null }>(
    `select ${shownColumns} from document where noun = ? and id = ? and (is_readable = 1 or overlay is not null)`,
    [noun, id],
  )
  return row === undefined || row.json === null ? null : parseStored(noun, { json: row.json, newer: row.newer })
}

/** @returns the fields of a shown document that are stand-ins, after its noun: `ticket.priority` */
export const readNewer = (db: Database, noun: Noun, id: string | null): string[] => {
  const row = db.get<{ newer: string | null }>('select newer from document where noun = ? and id = ?', [noun, id])
  const newer = row === undefined || row.newer === null ? [] : (JSON.parse(row.newer) as string[])
  return newer.map((path) => `${noun}.${path}`)
}

/** @returns every shown document of a noun; for the short ones (people, organisations). */
export const listShown = <N extends Noun>(db: Database, noun: N): Documents[N][] =>
  db
    .all<StoredJson>(
      `select ${shownColumns} from document where noun = ? and (is_readable = 1 or overlay is not null)`,
      [noun],
    )
    .map((row) => parseStored(noun, row))

/** @returns the server's document without own commands */
export const readServer = (
  db: Database,
  noun: string,
  id: string,
): { version: number; body: Documents[Noun] | null } => {
  const row = db.get<{ version: number; body: string | null; newer: string | null; is_readable: number }>(
    'select version, body, newer, is_readable from document where noun = ? and id = ?',
    [noun, id],
  )
  if (row === undefined) return { version: 0, body: null }
  const isHidden = row.body === null || row.is_readable === 0 || !isKnownNoun(noun)
  return {
    version: row.version,
    body: isHidden ? null : parseStored(noun, { json: row.body ?? '', newer: row.newer }),
  }
}

/** What the columns beside a body say of it. */
type Judged = { isReadable: 0 | 1; newer: string | null }
const judge = (noun: string, body: Record<string, unknown>): Judged => {
  const newer = isKnownNoun(noun) ? findNewer(noun, body) : null
  if (newer === null) return { isReadable: 0, newer: null }
  return { isReadable: 1, newer: newer.length === 0 ? null : JSON.stringify(newer) }
}

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
  const { isReadable, newer } = judge(noun, body)
  db.run(
    `insert into document (noun, id, version, body, is_readable, newer) values (?, ?, ?, ?, ?, ?)
     on conflict (noun, id) do update set version = excluded.version, body = excluded.body, is_readable = excluded.is_readable, newer = excluded.newer`,
    [noun, id, version, JSON.stringify(body), isReadable, newer],
  )
  // The document just written is the one shown, unless own commands are on top.
  if (isReadable === 1 && newer === null && stored?.hasOverlay !== true) writeLookup(db, noun, body, stored === null)
  else refreshShown(db, { noun, id }, stored === null)
}

/** Updates what lists and search need of one document. @param isNew nothing was stored of it before */
const refreshShown = (db: Database, { noun, id }: DocumentRef, isNew = false): void =>
  refreshLookup(db, noun, id, isKnownNoun(noun) ? readShown(db, noun, id) : null, isNew)

/** The document is gone, or no longer visible to this person. The next rebase handles its overlay. */
export const removeServer = (db: Database, { noun, id }: DocumentRef): void => {
  db.run('delete from event where noun = ? and id = ?', [noun, id])
  db.run('update document set version = 0, body = null, is_readable = 1, newer = null where noun = ? and id = ?', [
    noun,
    id,
  ])
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
  refreshShown(db, { noun, id })
}

/** Deletes every document; the outbox stays. */
export const wipeDocuments = (db: Database): void => {
  db.transaction(() => {
    for (const row of db.all<{ noun: string; id: string }>('select noun, id from document')) {
      db.run('delete from document where noun = ? and id = ?', [row.noun, row.id])
      refreshShown(db, row)
    }
    db.exec('delete from event; delete from pending_event')
  })
}

/** Checks again what an older version could not read, or not wholly. @returns whether more, or less, is shown now */
export const rejudgeUnreadable = (db: Database): boolean =>
  db.transaction(() => {
    let hasChanged = false
    for (const row of db.all<{ noun: string; id: string; body: string; is_readable: number; newer: string | null }>(
      `select noun, id, body, is_readable, newer from document where is_readable = 0 and body is not null
       union all select noun, id, body, is_readable, newer from document where newer is not null`,
    )) {
      const { isReadable, newer } = judge(row.noun, JSON.parse(row.body) as Record<string, unknown>)
      if (isReadable === row.is_readable && newer === row.newer) continue
      db.run('update document set is_readable = ?, newer = ? where noun = ? and id = ?', [
        isReadable,
        newer,
        row.noun,
        row.id,
      ])
      refreshShown(db, row)
      hasChanged = true
    }
    return hasChanged
  })
