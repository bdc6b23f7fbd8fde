import type { BootstrapPage, FeedPage } from '#shared/protocol/feed'
import { yieldToEventLoop } from '../yield-to-event-loop'
import type { DocumentRef } from '../replica/documents'
import { type Replica, measureClock } from '../replica/replica'
import { applyBootstrapSlice, applyFeedPage, suspendPages, confirmReplica } from '../replica/apply-page'
import { readMeta } from '../replica/meta'
import { listAcked, resendAcked } from '../replica/outbox'
import { settleAcked, startOver } from '../replica/settle'
import type { Wire } from './wire'

/**
 * With time-lines about a megabyte: parsing it in one go delays a ringing call no longer than a slice does.
 */
const bootstrapLimit = 500
const pullLimit = 200
/** Calls of the page wait at most about this long during a first filling: a phone may be ringing. */
const patienceMs = 80

export type CatchUp = {
  replica: Replica
  wire: Wire
  notify: (changed: readonly DocumentRef[]) => void
  /** How far the feed is ahead, after each page. */
  progress: (behind: number) => void
  /** False once another connection has taken over. */
  isCurrent: () => boolean
  /** How long one slice of a first filling may take. */
  sliceMs?: number
}

/** Applies a page in slices, each storing where to resume. @returns false when another connection took over */
const applyInSlices = async (
  { replica, notify, progress, isCurrent, sliceMs = patienceMs }: CatchUp,
  page: BootstrapPage,
): Promise<boolean> => {
  for (let at: number | null = 0; at !== null;) {
    const enoughAt = performance.now() + sliceMs
    const slice = applyBootstrapSlice(replica, page, at, () => performance.now() >= enoughAt)
    notify(slice.changed)
    progress(0)
    at = slice.next
    await yieldToEventLoop()
    if (!isCurrent()) return false
  }
  return true
}

/**
 * Fills an empty replica, or resumes an earlier filling. The next page is requested while this one is applied.
 * @returns whether it got to the end
 */
const fill = async (input: CatchUp): Promise<boolean> => {
  const { replica, wire, isCurrent } = input
  if (readMeta(replica.db, 'cursor') !== null) return true
  let asked: ReturnType<Wire['bootstrap']> | null = wire.bootstrap(
    readMeta(replica.db, 'bootstrap')?.cursor ?? null,
    bootstrapLimit,
  )
  while (asked !== null) {
    const answer: Awaited<ReturnType<Wire['bootstrap']>> = await asked
    if (!answer.ok || !isCurrent()) return false
    asked = answer.value.next === null ? null : wire.bootstrap(answer.value.next, bootstrapLimit)
    if (!(await applyInSlices(input, answer.value))) return false
  }
  return true
}

/** Connections over which the feed was confirmed to be the one that the replica copies. */
const confirmedWires = new WeakSet<Wire>()

type Asked = { kind: 'page'; page: FeedPage } | { kind: 'restored' } | { kind: 'cut' }

/** Asks for a page, and whether the feed is still the one that this replica copies. */
const askPage = async ({ replica, wire, isCurrent }: CatchUp, after: number, limit: number): Promise<Asked> => {
  // Read before asking: the answer may be older than what arrives meanwhile.
  const seen = readMeta(replica.db, 'seen')
  const answer = await wire.pull(
    after,
    limit,
    seen === null || seen.mark === null ? undefined : { head: seen.head, mark: seen.mark },
  )
  if (!answer.ok || !isCurrent()) return { kind: 'cut' }
  const page = answer.value
  measureClock(replica, page.serverAt)
  // An older server sends no marks, so a restore shows only while its feed is shorter.
  const isRestored = page.isPutBack === true || page.head < Math.max(after, seen?.head ?? 0)
  return isRestored ? { kind: 'restored' } : { kind: 'page', page }
}

/**
 * The server's database was restored, so the replica is no longer a copy of it and starts over.
 * @returns whether to go on over this connection
 */
const handleRestore = ({ replica, wire }: CatchUp): boolean => {
  startOver(replica, readMeta(replica.db, 'scopesKey') ?? '')
  // On a connection in use, answers of the old feed may still arrive; only a new connection is sure to have none.
  return !confirmedWires.has(wire)
}

/** The feed is confirmed, or the replica is empty: applies the suspended pages. */
const applySuspended = ({ replica, wire, notify }: CatchUp): void => {
  confirmedWires.add(wire)
  for (const page of confirmReplica(replica)) notify(applyFeedPage(replica, page).changed)
}

/** An interrupted filling resumes only with the feed it started with. @returns false when cut */
const confirmFilling = async (input: CatchUp): Promise<boolean> => {
  const { replica, wire } = input
  const seen = readMeta(replica.db, 'seen')
  if (confirmedWires.has(wire) || readMeta(replica.db, 'cursor') !== null) return true
  const asked = seen === null ? null : await askPage(input, seen.head, 1)
  if (asked?.kind === 'cut') return false
  if (asked?.kind === 'restored') handleRestore(input)
  applySuspended(input)
  return true
}

const run = async (input: CatchUp): Promise<boolean> => {
  const { replica, notify, progress } = input
  if (!(await confirmFilling(input)) || !(await fill(input))) return false
  const acked = listAcked(replica.db)
  for (;;) {
    const cursor = readMeta(replica.db, 'cursor')
    if (cursor === null) return run(input)
    const asked = await askPage(input, cursor, pullLimit)
    if (asked.kind === 'cut') return false
    if (asked.kind === 'restored') return handleRestore(input) && run(input)
    const { page } = asked
    applySuspended(input)
    notify(applyFeedPage(replica, page).changed)
    progress(Math.max(0, page.head - page.upTo))
    if (page.upTo >= page.head) break
    await yieldToEventLoop()
  }
  notify(settleAcked(replica, acked))
  return true
}

/**
 * Brings the replica to the feed's head.
 * @returns false when cut or when another connection took over; what arrived until then is kept
 */
export const catchUp = (input: CatchUp): Promise<boolean> => {
  if (!confirmedWires.has(input.wire)) {
    suspendPages(input.replica)
    resendAcked(input.replica.db)
  }
  return run(input)
}
