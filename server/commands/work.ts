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

/** A document in the hands of a transaction; `stored` is what the database has, null where it is new. */
export type Held = Key & {
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
  held: Map<string, Held>
  /** Everything that was to be taken in hand, also what was waited for in vain. */
  asked: Key[]
  events: PendingEvent[]
  audit: AuditEntry[]
}

export const startWork = (trx: Transaction<Database>, now: Instant): Work => ({
  trx,
  now,
  held: new Map(),
  asked: [],
  events: [],
  audit: [],
})

export const keyText = (key: Key): string => `${key.noun}:${key.id}`

export const heldAt = (work: Work, key: Key): Held => {
  const held = work.held.get(keyText(key))
  if (held === undefined) throw new Error(`${keyText(key)} was not taken in hand`)
  return held
}

const isEnough = (held: Held | undefined, lock: Lock): boolean =>
  held !== undefined && (held.lock === 'update' || lock === 'share')

/**
 * Reads and locks documents in one order for everybody, so that two transactions wait instead of blocking each other.
 */
export const hold = async (work: Work, keys: readonly Key[], lock: Lock): Promise<void> => {
  const wanted = new Map(
    keys.filter((key) => !isEnough(work.held.get(keyText(key)), lock)).map((key) => [keyText(key), key]),
  )
  work.asked.push(...wanted.values())
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
      // Written by this very transaction already (only its lock grows): what it holds is newer than what is stored.
      if (work.held.get(keyText(key))?.body !== undefined && isDirty(work.held.get(keyText(key)))) continue
      work.held.set(keyText(key), {
        ...key,
        lock,
        version: row.version,
        stored: { version: row.version, audiences: row.audiences },
        body: row.body as unknown as Body,
      })
    }
    for (const id of ids) {
      const key = { noun, id }
      if (!work.held.has(keyText(key)))
        work.held.set(keyText(key), { ...key, lock, version: 0, stored: null, body: null })
      heldAt(work, key).lock = lock
    }
  }
}

export const isDirty = (held: Held | undefined): boolean =>
  held !== undefined && held.version !== (held.stored?.version ?? 0)

/** Folds an event into the document in hand and keeps it for writing. */
export const record = (work: Work, held: Held, event: Omit<PendingEvent, 'version' | 'noun' | 'id'>): PendingEvent => {
  const pending = { ...event, version: held.version + 1, noun: held.noun, id: held.id }
  const { noun: _noun, id: _id, ...recorded } = pending
  held.body = apply(held.noun as RuledNoun, held.body, recorded)
  held.version = pending.version
  work.events.push(pending)
  return pending
}
