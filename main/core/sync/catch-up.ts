import type { BootstrapPage, FeedPage } from '#shared/protocol/feed'
import { yieldToEventLoop } from '../yield-to-event-loop'
import type { DocumentRef } from '../replica/documents'
import { type Replica, measureClock } from '../replica/replica'
import { applyBootstrapSlice, applyFeedPage } from '../replica/apply-page'
import { suspendPages, confirmReplica } from '../replica/unconfirmed'
import { readMeta } from '../replica/meta'
import { listAcked, sendAckedAgain } from '../replica/outbox'
import { settleAcked, startAgain } from '../replica/settle'
import type { Wire } from './wire'

/**
 * With their time-lines about a megabyte: read and checked in one go, it keeps a phone waiting no longer than a slice
 * does.
 */
const bootstrapLimit = 500
const pullLimit = 200
/** The page's calls wait at most about this long while a replica fills: a phone may be ringing. */
const patienceMs = 80

export type CatchUp = {
  replica: Replica
  wire: Wire
  notify: (changed: readonly DocumentRef[]) => void
  /** How far the feed is ahead, after each page. */
  progress: (behind: number) => void
  /** False once another connection has taken over. */
  isCurrent: () => boolean
  /** How long one stretch of a first filling may take. */
  sliceMs?: number
}

/** Takes over a page in slices, each with the place to go on from. @returns false when superseded on the way */
const takeOver = async (
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
 * Fills an empty replica, or goes on where an earlier filling stopped. The next page is on its way while this one is
 * taken over. @returns whether it got to the end
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
    if (!(await takeOver(input, answer.value))) return false
  }
  return true
}

/** Connections that have said, since they are there, that the feed is the one the replica is a copy of. */
const confirmedWires = new WeakSet<Wire>()

type Asked = { kind: 'page'; page: FeedPage } | { kind: 'restored' } | { kind: 'cut' }

/** Asks for a page, and whether the feed still is the one that this replica is a copy of. */
const askPage = async ({ replica, wire, isCurrent }: CatchUp, after: number, limit: number): Promise<Asked> => {
  // Read before the page is asked for: one that was on its way may be older than what came meanwhile.
  const seen = readMeta(replica.db, 'seen')
  const answer = await wire.pull(
    after,
    limit,
    seen === null || seen.mark === null ? undefined : { head: seen.head, mark: seen.mark },
  )
  if (!answer.ok || !isCurrent()) return { kind: 'cut' }
  const page = answer.value
  measureClock(replica, page.serverAt)
  // A server of before gives no marks: that it was put back shows only while its feed is shorter.
  const isRestored = page.isPutBack === true || page.head < Math.max(after, seen?.head ?? 0)
  return isRestored ? { kind: 'restored' } : { kind: 'page', page }
}

/**
 * The server's database was put back, so this is no longer a copy of it.
 * @returns whether to go on over this connection
 */
const startOver = ({ replica, wire }: CatchUp): boolean => {
  startAgain(replica, readMeta(replica.db, 'scopesKey') ?? '')
  // Over one that has worked already, answers from before may be on their way: only a new connection is sure to have
  // none.
  return !confirmedWires.has(wire)
}

/** The feed is known to be the same, or the replica to be empty: what was suspended back until now is taken over. */
const applySuspended = ({ replica, wire, notify }: CatchUp): void => {
  confirmedWires.add(wire)
  for (const page of confirmReplica(replica)) notify(applyFeedPage(replica, page).changed)
}

/** A filling that was cut goes on only with the feed it began with. @returns false when cut */
const confirmFilling = async (input: CatchUp): Promise<boolean> => {
  const { replica, wire } = input
  const seen = readMeta(replica.db, 'seen')
  if (confirmedWires.has(wire) || readMeta(replica.db, 'cursor') !== null) return true
  const asked = seen === null ? null : await askPage(input, seen.head, 1)
  if (asked?.kind === 'cut') return false
  if (asked?.kind === 'restored') startOver(input)
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
    if (asked.kind === 'restored') return startOver(input) && run(input)
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
 * @returns false when cut or superseded on the way; what came until then is kept
 */
export const catchUp = (input: CatchUp): Promise<boolean> => {
  if (!confirmedWires.has(input.wire)) {
    suspendPages(input.replica)
    sendAckedAgain(input.replica.db)
  }
  return run(input)
}
