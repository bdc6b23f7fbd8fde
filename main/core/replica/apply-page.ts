import type { FeedPage, BootstrapPage, Change } from '#shared/protocol/feed'
import { nounsReadByRules } from '#shared/domain/commands'
import type { Replica } from './replica'
import { readStoredState, removeServer, writeServer, type DocumentRef } from './documents'
import type { Database } from './driver'
import { addEvents, removeEvents } from './events'
import { readMeta, removeMeta, writeMeta } from './meta'
import { dropAckedOf, listUnsettledRefs, recordSeenEvent } from './outbox'
import { rebase } from './rebase'

/**
 * Replicas that are not confirmed yet: their new connection has not shown that the server's feed is still the one they
 * were copied from. Each has the pages that arrived meanwhile. If the feed is another one, applying such a page would
 * hide that.
 */
const unconfirmed = new WeakMap<Replica, FeedPage[]>()

/** From now on pages are suspended, until `confirmReplica`. */
export const suspendPages = (replica: Replica): void => {
  unconfirmed.set(replica, [])
}

/** @returns whether the page was suspended and must not be applied now */
const suspendPage = (replica: Replica, page: FeedPage): boolean => {
  const suspended = unconfirmed.get(replica)
  suspended?.push(page)
  return suspended !== undefined
}

/** The feed is the same one, or the replica starts over. @returns the suspended pages, oldest first */
export const confirmReplica = (replica: Replica): FeedPage[] => {
  const suspended = unconfirmed.get(replica) ?? []
  unconfirmed.delete(replica)
  return suspended
}

/** `gap`: changes before this page are missing, so pull. `stale`: everything in it is known already. */
export type Applied = { kind: 'applied' | 'gap' | 'stale'; changed: DocumentRef[] }

/**
 * Applies one change.
 * @param hasUnsettled own commands wait for an answer
 * @returns whether anything of it was new
 */
const applyChange = (db: Database, change: Change, hasUnsettled: boolean): boolean => {
  if (change.kind === 'remove') {
    removeServer(db, change)
    dropAckedOf(db, change.noun, change.id)
    return true
  }
  const stored = readStoredState(db, change)
  const version = stored?.version ?? 0
  // Pages may arrive in another order than they were read; the older one has the shorter time-line.
  if (change.isWhole && stored !== null && change.version >= version) removeEvents(db, change)
  // Not under the version check: a page has a document as it is now, but each event with its own change.
  addEvents(db, change, change.events)
  if (hasUnsettled)
    for (const event of change.events)
      if (event.commandId !== null) recordSeenEvent(db, event.commandId, event.version, event.at)
  if (change.version <= version) return change.events.length > 0
  writeServer(db, change, change.version, change.body, stored)
  return true
}

const refOf = ({ noun, id }: DocumentRef): DocumentRef => ({ noun, id })
const keyOf = ({ noun, id }: DocumentRef): string => `${noun} ${id}`

const rebaseOnto = (
  replica: Replica,
  changed: readonly DocumentRef[],
  unsettled: readonly DocumentRef[],
): DocumentRef[] => {
  const pending = new Set(unsettled.map(keyOf))
  const touches = pending.size > 0 && changed.some((ref) => nounsReadByRules.has(ref.noun) || pending.has(keyOf(ref)))
  return touches ? rebase(replica, unsettled) : []
}

const applyAll = (replica: Replica, changes: readonly Change[]): DocumentRef[] => {
  const unsettled = listUnsettledRefs(replica.db)
  const changed = changes.filter((change) => applyChange(replica.db, change, unsettled.length > 0)).map(refOf)
  return [...changed, ...rebaseOnto(replica, changed, unsettled)]
}

const noteHead = (db: Database, page: Pick<FeedPage, 'head' | 'mark'>): void => {
  const { head } = page
  const mark = page.mark ?? null
  const seen = readMeta(db, 'seen')
  const isNews = seen === null || head > seen.head || (head === seen.head && seen.mark === null && mark !== null)
  if (isNews) writeMeta(db, 'seen', { head, mark })
}

/**
 * Applies a page of the feed and moves the cursor, in one transaction. Pages may overlap, repeat and arrive late. After
 * a gap, or during the first filling, the documents are applied too, because a phone may be ringing; the cursor stays,
 * so that the pull brings everything again in order.
 */
export const applyFeedPage = (replica: Replica, page: FeedPage): Applied => {
  if (suspendPage(replica, page)) return { kind: 'gap', changed: [] }
  const cursor = readMeta(replica.db, 'cursor')
  if (cursor !== null && page.upTo <= cursor) return { kind: 'stale', changed: [] }
  return replica.db.transaction(() => {
    noteHead(replica.db, page)
    const changed = applyAll(replica, page.changes)
    if (cursor === null || page.after > cursor) return { kind: 'gap', changed }
    writeMeta(replica.db, 'cursor', page.upTo)
    return { kind: 'applied', changed }
  })
}

/** `next`: index of the change to go on from; null once the whole page is applied. */
export type Slice = { changed: DocumentRef[]; next: number | null }

/**
 * Applies part of one page of the first filling and stores its progress, in one transaction. The end of the last page
 * sets the feed's cursor. Pages are in the order of nouns and ids, so a filling can resume after any document.
 * @param from index of the first change to apply
 * @param isEnough asked after each change
 */
export const applyBootstrapSlice = (
  replica: Replica,
  page: BootstrapPage,
  from: number,
  isEnough: () => boolean,
): Slice => {
  const { db } = replica
  const unsettled = listUnsettledRefs(db)
  // The server can send all of it again. Only with unsent commands, and at the end of the filling, wait for the disk.
  const durability = unsettled.length === 0 && page.next !== null ? 'tillPowerCut' : 'always'
  return db.transaction(() => {
    noteHead(db, page)
    const { cursor, head, done } = readMeta(db, 'bootstrap') ?? { cursor: null, head: null, done: 0 }
    const changed: DocumentRef[] = []
    let at = from
    for (let change = page.changes[at]; change !== undefined; change = page.changes[at]) {
      if (applyChange(db, change, unsettled.length > 0)) changed.push(refOf(change))
      at += 1
      if (at < page.changes.length && isEnough()) break
    }
    const isWhole = at >= page.changes.length
    if (isWhole && page.next === null) {
      removeMeta(db, 'bootstrap')
      writeMeta(db, 'cursor', head ?? page.head)
      return { changed: [...changed, ...rebase(replica, listUnsettledRefs(db))], next: null }
    }
    const last = page.changes[at - 1]
    const reached = last === undefined ? cursor : { noun: last.noun, afterId: last.id }
    writeMeta(db, 'bootstrap', {
      cursor: isWhole ? page.next : reached,
      head: head ?? page.head,
      done: done + at - from,
      total: page.total,
    })
    // Once per page: with many unsent commands it costs more than the slice.
    if (isWhole) changed.push(...rebaseOnto(replica, page.changes, unsettled))
    return { changed, next: isWhole ? null : at }
  }, durability)
}

/** Applies a whole page of the first filling at once. */
export const applyBootstrapPage = (replica: Replica, page: BootstrapPage): DocumentRef[] =>
  applyBootstrapSlice(replica, page, 0, () => false).changed
