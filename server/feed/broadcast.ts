import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { pause } from '#shared/async/pause'
import { createRunAgain } from '#shared/async/run-again'
import type { Instant } from '#shared/domain/time'
import { positionFields, type FeedPosition } from '#shared/feed/position'
import { entityKey, selectChanges, type StoredDocument, type StoredEvent } from '#shared/feed/select-changes'
import type { FeedPage } from '#shared/protocol/feed'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { readDocuments, readEvents, readHead, readRows, type FeedRow } from './rows'

/**
 * A connected reader; `sentUpTo` is where its last page ended. `cut` ends its connection, because the database no
 * longer contains what it was sent.
 */
export type Reader = { scopes: readonly string[]; sentUpTo: number; send: (page: FeedPage) => void; cut?: () => void }

/** Under load, the commits of one screen frame are coalesced into one page. */
const coalesceMs = 16
/** The first few commits after a quiet time are sent at once: a caller is identified, then the telephone rings. */
const maxBurst = 4
/** Of a larger step only the new head is sent, so that each console pulls the changes at its own pace. */
const maxStep = { rows: 300, bytes: 1_000_000 }

type Step = {
  position: FeedPosition
  isRestored: boolean
  rows: FeedRow[] | null
  documents: Map<string, StoredDocument>
  events: Map<string, StoredEvent[]>
}

const readStep = (db: Kysely<Database>, from: FeedPosition): Promise<Step> =>
  inTransaction(
    db,
    async (trx) => {
      const { isRestored, ...position } = await readHead(trx, from)
      const after = from.head
      const none = { position, isRestored, documents: new Map(), events: new Map() }
      if (isRestored || position.head <= after) return { ...none, rows: [] }
      const rows = await readRows(trx, after, maxStep.rows + 1, null)
      const isLarge = rows.length > maxStep.rows || rows.reduce((sum, row) => sum + row.size, 0) > maxStep.bytes
      if (isLarge) return { ...none, rows: null }
      // A document that is new to somebody is sent with all its events.
      const newToSome = new Set(rows.filter((row) => row.addedAudiences.length > 0).map(entityKey))
      const events = await readEvents(
        trx,
        rows.filter((row) => !newToSome.has(entityKey(row))),
        after,
      )
      for (const [key, all] of await readEvents(
        trx,
        rows.filter((row) => newToSome.has(entityKey(row))),
        0,
      ))
        events.set(key, all)
      return { position, isRestored, rows, documents: await readDocuments(trx, rows), events }
    },
    'repeatable read',
  )

export type FeedBroadcaster = {
  /** Reads and sends what was committed. @param upTo the last number known; nothing happens if it was read already. */
  catchUp: (upTo?: number) => void
  add: (reader: Reader) => void
  remove: (reader: Reader) => void
  head: () => number
  stop: () => Promise<void>
}

/**
 * Reads every commit once and sends each reader the part it may see.
 * @param onPeople called with the ids of people whose own document changed, before readers get the page.
 */
export const createFeedBroadcaster = async (needs: {
  db: Kysely<Database>
  clock: () => Instant
  log: Logger
  onPeople: (ids: string[], documents: ReadonlyMap<string, StoredDocument>) => void
}): Promise<FeedBroadcaster> => {
  const { db, clock, log, onPeople } = needs
  const readers = new Set<Reader>()
  let cursor: FeedPosition = await inTransaction(db, (trx) => readHead(trx, null))
  let wantedUpTo = 0
  let isStopped = false
  const lastAt: number[] = Array.from({ length: maxBurst }, () => 0)

  const disconnectAll = ({ head }: FeedPosition): void => {
    log.warn({ head }, 'an older state of the database was restored; every desk reconnects')
    for (const reader of [...readers]) {
      reader.sentUpTo = head
      reader.cut?.()
    }
  }

  const sendStep = ({ position, rows, documents, events }: Step, from: number): void => {
    const serverAt = clock()
    const { head } = position
    const people = (rows ?? []).filter((row) => row.noun === 'person').map((row) => row.id)
    if (people.length > 0) onPeople(people, documents)
    for (const reader of readers) {
      if (reader.sentUpTo >= head) continue
      const changes = rows === null ? [] : selectChanges(reader.scopes, rows, documents, events, from)
      if (rows !== null && changes.length === 0) continue
      // A page with `after` equal to `upTo` leaves a gap: the console pulls.
      reader.send({
        after: rows === null ? head : Math.min(reader.sentUpTo, from),
        upTo: head,
        ...positionFields(position),
        serverAt,
        changes,
      })
      reader.sentUpTo = head
    }
  }

  const reading = createRunAgain(async () => {
    if (wantedUpTo <= cursor.head || isStopped) return
    const wait = (lastAt[0] ?? 0) + maxBurst * coalesceMs - performance.now()
    if (wait > 0) await pause(wait)
    wantedUpTo = 0
    lastAt.push(performance.now())
    lastAt.shift()
    try {
      const step = await readStep(db, cursor)
      const from = cursor.head
      cursor = step.position
      if (step.isRestored) disconnectAll(step.position)
      else if (step.position.head > from) sendStep(step, from)
    } catch (error) {
      // The next commit, or the reconnection of the listener, tries again.
      log.warn({ error: (error as Error).message }, 'the feed could not be read')
    }
  })

  const catchUp = (upTo = Number.POSITIVE_INFINITY): void => {
    // A node is notified of its own commit twice: by its command runner and by PostgreSQL.
    if (upTo <= cursor.head) return
    wantedUpTo = Math.max(wantedUpTo, upTo)
    void reading.ask()
  }

  return {
    catchUp,
    add: (reader) => readers.add(reader),
    remove: (reader) => readers.delete(reader),
    head: () => cursor.head,
    stop: async () => {
      isStopped = true
      await reading.settled()
    },
  }
}
