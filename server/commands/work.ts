import type { Transaction } from 'kysely'
import { apply, type RuledNoun } from '#shared/domain/commands'
import type { Fact, Recorded } from '#shared/domain/decision'
import type { Documents, Noun } from '#shared/domain/document'
import type { Instant } from '#shared/domain/time'
import type { AuditEntry } from '../audit/chain'
import type { Database } from '../db/database'

export type Key = { noun: Noun; id: string }
export type Body = Documents[Noun]
export type Lock = 'share' | 'update'

/** A document that a transaction has locked and loaded; `stored` is what the database has, null where it is new. */
export type LoadedDocument = Key & {
  stored: { version: number; audiences: string[] } | null
  body: Body | null
  version: number
  lock: Lock
}

export type PendingEvent = Key & Recorded<Fact>

/** What one transaction has read and is going to write. */
export type Work = {
  trx: Transaction<Database>
  now: Instant
  /** By `keyText`. */
  loaded: Map<string, LoadedDocument>
  /** Every key that was to be locked, including those whose lock failed. */
  requestedKeys: Key[]
  events: PendingEvent[]
  audit: AuditEntry[]
}

export const startWork = (trx: Transaction<Database>, now: Instant): Work => ({
  trx,
  now,
  loaded: new Map(),
  requestedKeys: [],
  events: [],
  audit: [],
})

export const keyText = (key: Key): string => `${key.noun}:${key.id}`

/** @throws where the document was not locked by this transaction before: a mistake in the program. */
export const loadedDocument = (work: Work, key: Key): LoadedDocument => {
  const document = work.loaded.get(keyText(key))
  if (document === undefined) throw new Error(`${keyText(key)} was not locked and loaded`)
  return document
}

const isEnough = (document: LoadedDocument | undefined, lock: Lock): boolean =>
  document !== undefined && (document.lock === 'update' || lock === 'share')

/**
 * Locks and loads documents, in one order for all transactions, so that two of them wait for each other instead of
 * deadlocking. A document that does not exist is loaded with `body` null.
 * @param lock `update` for what may change, `share` for what is only read
 */
export const lockDocuments = async (work: Work, keys: readonly Key[], lock: Lock): Promise<void> => {
  const wanted = new Map(
    keys.filter((key) => !isEnough(work.loaded.get(keyText(key)), lock)).map((key) => [keyText(key), key]),
  )
  work.requestedKeys.push(...wanted.values())
  const names = [...new Set([...wanted.values()].map((key) => key.noun))].sort()
  for (const noun of names) {
    const ids = [...wanted.values()].filter((key) => key.noun === noun).map((key) => key.id)
    const query = work.trx
      .selectFrom('document')
      .select(['id', 'version', 'body', 'audiences'])
      .where('noun', '=', noun)
      .where('id', 'in', ids)
      .orderBy('id')
    for (const row of await (lock === 'update' ? query.forUpdate() : query.forShare()).execute()) {
      const key = { noun, id: row.id }
      // Already changed by this transaction, which only needs a stronger lock: what it loaded is newer than the row.
      if (work.loaded.get(keyText(key))?.body !== undefined && isDirty(work.loaded.get(keyText(key)))) continue
      work.loaded.set(keyText(key), {
        ...key,
        lock,
        version: row.version,
        stored: { version: row.version, audiences: row.audiences },
        body: row.body as unknown as Body,
      })
    }
    for (const id of ids) {
      const key = { noun, id }
      if (!work.loaded.has(keyText(key)))
        work.loaded.set(keyText(key), { ...key, lock, version: 0, stored: null, body: null })
      loadedDocument(work, key).lock = lock
    }
  }
}

/** Whether this transaction has changed the document. */
export const isDirty = (document: LoadedDocument | undefined): boolean =>
  document !== undefined && document.version !== (document.stored?.version ?? 0)

/** Applies an event to a loaded document and keeps the event for `writeWork`. */
export const record = (
  work: Work,
  document: LoadedDocument,
  event: Omit<PendingEvent, 'version' | 'noun' | 'id'>,
): PendingEvent => {
  const pending = { ...event, version: document.version + 1, noun: document.noun, id: document.id }
  const { noun: _noun, id: _id, ...recorded } = pending
  document.body = apply(document.noun as RuledNoun, document.body, recorded)
  document.version = pending.version
  work.events.push(pending)
  return pending
}
