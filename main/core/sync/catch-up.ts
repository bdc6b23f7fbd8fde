import type { BootstrapPage } from '#shared/protocol/feed'
import type { DocumentRef } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { applyBootstrapSlice, applyFeedPage } from '../replica/apply-page'
import { readMeta } from '../replica/meta'
import { listAcked } from '../replica/outbox'
import { settleAcked, startAgain } from '../replica/settle'
import { measureClock } from '../replica/replica'
import type { Wire } from './wire'

/** With their time-lines about a megabyte: read and checked in one go, it keeps a phone waiting no longer than a slice does. */
const bootstrapLimit = 500
const pullLimit = 200
/** The page's calls wait at most about this long while a replica fills: a phone may be ringing. */
const patienceMs = 25

export type CatchUp = {
  replica: Replica
  wire: Wire
  tell: (changed: readonly DocumentRef[]) => void
  /** How far the feed is ahead, after each page. */
  standing: (behind: number) => void
  /** False once another connection has taken over. */
  isCurrent: () => boolean
  /** How long one stretch of a first filling may take. */
  sliceMs?: number
}

/** Lets calls of the page run between two pages. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Takes over a page in slices, each with the place to go on from. @returns false when superseded on the way */
const takeOver = async ({ replica, tell, standing, isCurrent, sliceMs = patienceMs }: CatchUp, page: BootstrapPage): Promise<boolean> => {
  for (let at: number | null = 0; at !== null;) {
    const enoughAt = performance.now() + sliceMs
    const slice = applyBootstrapSlice(replica, page, at, () => performance.now() >= enoughAt)
    tell(slice.changed)
    standing(0)
    at = slice.next
    await breathe()
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
  let asked: ReturnType<Wire['bootstrap']> | null = wire.bootstrap(readMeta(replica.db, 'bootstrap')?.cursor ?? null, bootstrapLimit)
  while (asked !== null) {
    const answer: Awaited<ReturnType<Wire['bootstrap']>> = await asked
    if (!answer.ok || !isCurrent()) return false
    asked = answer.value.next === null ? null : wire.bootstrap(answer.value.next, bootstrapLimit)
    if (!(await takeOver(input, answer.value))) return false
  }
  return true
}

/** Brings the replica to the feed's head. @returns false when cut or superseded on the way; what came until then is kept */
export const catchUp = async (input: CatchUp): Promise<boolean> => {
  const { replica, wire, tell, standing, isCurrent } = input
  if (!(await fill(input))) return false
  const acked = listAcked(replica.db)
  for (;;) {
    const cursor = readMeta(replica.db, 'cursor')
    if (cursor === null) return catchUp(input)
    // Asked before the page is: one that was on its way may be older than what came meanwhile.
    const seen = Math.max(cursor, readMeta(replica.db, 'seenHead') ?? 0)
    const answer = await wire.pull(cursor, pullLimit)
    if (!answer.ok || !isCurrent()) return false
    const page = answer.value
    measureClock(replica, page.serverAt)
    if (page.head < seen) {
      // The server's feed is shorter than what we know: its database was put back, so ours is no longer a copy of it.
      startAgain(replica, readMeta(replica.db, 'scopesKey') ?? '')
      return catchUp(input)
    }
    tell(applyFeedPage(replica, page).changed)
    standing(Math.max(0, page.head - page.upTo))
    if (page.upTo >= page.head) break
    await breathe()
  }
  tell(settleAcked(replica, acked))
  return true
}
