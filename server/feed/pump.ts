import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Instant } from '#shared/domain/time'
import type { FeedPage } from '#shared/protocol/feed'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'
import { changesFor } from './changes'
import {
  entityKey,
  readDocuments,
  readEvents,
  readHead,
  readRows,
  standing,
  type FeedRow,
  type Place,
  type StoredDocument,
  type StoredEvent,
} from './rows'

/**
 * A connected reader; `sentUpTo` is where its last page ended. `cut` ends its connection, because what it was sent is
 * no longer so.
 */
export type Reader = { scopes: readonly string[]; sentUpTo: number; send: (page: FeedPage) => void; cut?: () => void }

/** In the long run commits within one frame of a screen travel together, */
const coalesceMs = 16
/** yet the first few after a quiet time go at once: a caller is identified, then the telephone rings. */
const burst = 4
/** Larger steps are told only as a gap, so that each console fetches them at its own pace. */
const largestStep = { rows: 300, bytes: 1_000_000 }

type Step = {
  place: Place
  isPutBack: boolean
  rows: FeedRow[] | null
  documents: Map<string, StoredDocument>
  events: Map<string, StoredEvent[]>
}

const readStep = (db: Kysely<Database>, from: Place): Promise<Step> =>
  inTransaction(
    db,
    async (trx) => {
      const { isPutBack, ...place } = await readHead(trx, from)
      const after = from.head
      const none = { place, isPutBack, documents: new Map(), events: new Map() }
      if (isPutBack || place.head <= after) return { ...none, rows: [] }
      const rows = await readRows(trx, after, largestStep.rows + 1, null)
      const isLarge = rows.length > largestStep.rows || rows.reduce((sum, row) => sum + row.size, 0) > largestStep.bytes
      if (isLarge) return { ...none, rows: null }
      const grown = new Set(rows.filter((row) => row.grown.length > 0).map(entityKey))
      const events = await readEvents(
        trx,
        rows.filter((row) => !grown.has(entityKey(row))),
        after,
      )
      for (const [key, all] of await readEvents(
        trx,
        rows.filter((row) => grown.has(entityKey(row))),
        0,
      ))
        events.set(key, all)
      return { place, isPutBack, rows, documents: await readDocuments(trx, rows), events }
    },
    'repeatable read',
  )

export type Pump = {
  /** @param upTo the last number there is to read; what was read already wakes nobody. */
  wake: (upTo?: number) => void
  add: (reader: Reader) => void
  remove: (reader: Reader) => void
  head: () => number
  stop: () => Promise<void>
}

/**
 * Reads what was committed once and sends each reader its part.
 * @param onPeople told the ids of people whose own document changed, before readers get the page.
 */
export const createPump = async (needs: {
  db: Kysely<Database>
  clock: () => Instant
  log: Logger
  onPeople: (ids: string[], documents: ReadonlyMap<string, StoredDocument>) => void
}): Promise<Pump> => {
  const { db, clock, log, onPeople } = needs
  const readers = new Set<Reader>()
  let cursor: Place = await inTransaction(db, (trx) => readHead(trx, null))
  let wantedUpTo = 0
  let isStopped = false
  const lastAt: number[] = Array.from({ length: burst }, () => 0)
  let running: Promise<void> | null = null

  const startAgain = ({ head }: Place): void => {
    log.warn({ head }, 'an older state of the database was put back; every desk connects again')
    for (const reader of [...readers]) {
      reader.sentUpTo = head
      reader.cut?.()
    }
  }

  const give = ({ place, rows, documents, events }: Step, from: number): void => {
    const serverAt = clock()
    const { head } = place
    const people = (rows ?? []).filter((row) => row.noun === 'person').map((row) => row.id)
    if (people.length > 0) onPeople(people, documents)
    for (const reader of readers) {
      if (reader.sentUpTo >= head) continue
      const changes = rows === null ? [] : changesFor(reader.scopes, rows, documents, events, from)
      if (rows !== null && changes.length === 0) continue
      // A page that begins where it ends leaves a gap behind it: the console pulls.
      reader.send({
        after: rows === null ? head : Math.min(reader.sentUpTo, from),
        upTo: head,
        ...standing(place),
        serverAt,
        changes,
      })
      reader.sentUpTo = head
    }
  }

  const run = async (): Promise<void> => {
    while (wantedUpTo > cursor.head && !isStopped) {
      const wait = (lastAt[0] ?? 0) + burst * coalesceMs - performance.now()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      wantedUpTo = 0
      lastAt.push(performance.now())
      lastAt.shift()
      try {
        const step = await readStep(db, cursor)
        const from = cursor.head
        cursor = step.place
        if (step.isPutBack) startAgain(step.place)
        else if (step.place.head > from) give(step, from)
      } catch (error) {
        // The next commit, or listening again after a break, wakes it.
        log.warn({ error: (error as Error).message }, 'the feed could not be read')
      }
    }
  }

  const wake = (upTo = Number.POSITIVE_INFINITY): void => {
    // A node hears of its own commit twice: from itself and from PostgreSQL.
    if (upTo <= cursor.head) return
    wantedUpTo = Math.max(wantedUpTo, upTo)
    if (running !== null || isStopped) return
    running = run().finally(() => {
      running = null
      if (wantedUpTo > cursor.head && !isStopped) wake()
    })
  }

  return {
    wake,
    add: (reader) => readers.add(reader),
    remove: (reader) => readers.delete(reader),
    head: () => cursor.head,
    stop: async () => {
      isStopped = true
      await running
    },
  }
}
