import type { BootstrapPage, Change, FeedPage } from '#shared/protocol/feed'
import { readServer, removeServer, writeServer, type DocumentRef } from './documents'
import type { Database } from './driver'
import { addEvents, removeEvents } from './events'
import { readMeta, removeMeta, writeMeta } from './meta'
import { dropAckedOf, listUnsettledRefs, recordSeenEvent } from './outbox'
import { rebase } from './rebase'
import type { Replica } from './replica'

/** `gap`: something before this page is missing, so pull. `stale`: everything in it is here already. */
export type Applied = { kind: 'applied' | 'gap' | 'stale'; changed: DocumentRef[] }

/** Takes over one change. @returns whether anything of it was new */
const applyChange = (db: Database, change: Change): boolean => {
  if (change.kind === 'remove') {
    removeServer(db, change)
    dropAckedOf(db, change.noun, change.id)
    return true
  }
  const known = readServer(db, change.noun, change.id)
  // A page read earlier may come later; the whole time-line it carries is then the shorter one.
  if (change.isWhole && change.version >= known.version) removeEvents(db, change)
  // Not under the version check: a document travels as it is now, its events with the change that made them.
  addEvents(db, change, change.events)
  for (const event of change.events) if (event.commandId !== null) recordSeenEvent(db, event.commandId, event.version, event.at)
  if (change.version <= known.version) return change.events.length > 0
  writeServer(db, change, change.version, change.body)
  return true
}

/** What rules read beside their own entity. */
const nounsReadByRules = new Set(['call', 'customer', 'organisation', 'article'])

const applyAll = (replica: Replica, changes: readonly Change[]): DocumentRef[] => {
  const { db } = replica
  const unsettled = listUnsettledRefs(db)
  const changed = changes.filter((change) => applyChange(db, change)).map(({ noun, id }) => ({ noun, id }))
  const pending = new Set(unsettled.map((ref) => `${ref.noun} ${ref.id}`))
  const touches = pending.size > 0 && changed.some((ref) => nounsReadByRules.has(ref.noun) || pending.has(`${ref.noun} ${ref.id}`))
  return touches ? [...changed, ...rebase(replica, unsettled)] : changed
}

const noteHead = (db: Database, head: number): void => {
  if (head > (readMeta(db, 'seenHead') ?? 0)) writeMeta(db, 'seenHead', head)
}

/**
 * A page of the feed, with the cursor, in one transaction. Pages may overlap, repeat and come late. After a gap, or
 * while the first filling runs, the documents are taken over all the same, because a phone is ringing now; the cursor
 * stays, so that the pull brings everything again in order.
 */
export const applyFeedPage = (replica: Replica, page: FeedPage): Applied => {
  const cursor = readMeta(replica.db, 'cursor')
  if (cursor !== null && page.upTo <= cursor) return { kind: 'stale', changed: [] }
  return replica.db.transaction(() => {
    noteHead(replica.db, page.head)
    const changed = applyAll(replica, page.changes)
    if (cursor === null || page.after > cursor) return { kind: 'gap', changed }
    writeMeta(replica.db, 'cursor', page.upTo)
    return { kind: 'applied', changed }
  })
}

/** A page of the first filling, with where it stands, in one transaction. The last one sets the feed's cursor. */
export const applyBootstrapPage = (replica: Replica, page: BootstrapPage): DocumentRef[] =>
  replica.db.transaction(() => {
    const { db } = replica
    const state = readMeta(db, 'bootstrap') ?? { cursor: null, head: null, done: 0, total: 0 }
    const changed = applyAll(replica, page.changes)
    const head = state.head ?? page.head
    noteHead(db, page.head)
    if (page.next !== null) {
      writeMeta(db, 'bootstrap', { cursor: page.next, head, done: state.done + page.changes.length, total: page.total })
      return changed
    }
    removeMeta(db, 'bootstrap')
    writeMeta(db, 'cursor', head)
    return [...changed, ...rebase(replica, listUnsettledRefs(db))]
  })
