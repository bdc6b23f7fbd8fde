import type { DocumentRef } from '../replica/documents'
import type { Replica } from '../replica/replica'
import { applyBootstrapPage, applyFeedPage } from '../replica/apply-page'
import { readMeta } from '../replica/meta'
import { listAcked } from '../replica/outbox'
import { settleAcked, startAgain } from '../replica/settle'
import { measureClock } from '../replica/replica'
import type { Wire } from './wire'

/** Large enough to fill a replica fast, small enough that a page is applied within a screen's patience. */
const bootstrapLimit = 200
const pullLimit = 200

export type CatchUp = {
  replica: Replica
  wire: Wire
  tell: (changed: readonly DocumentRef[]) => void
  /** How far the feed is ahead, after each page. */
  standing: (behind: number) => void
  /** False once another connection has taken over. */
  isCurrent: () => boolean
}

/** Lets calls of the page run between two pages. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Fills an empty replica, or goes on where an earlier filling stopped. @returns whether it got to the end */
const fill = async ({ replica, wire, tell, standing, isCurrent }: CatchUp): Promise<boolean> => {
  while (readMeta(replica.db, 'cursor') === null) {
    const answer = await wire.bootstrap(readMeta(replica.db, 'bootstrap')?.cursor ?? null, bootstrapLimit)
    if (!answer.ok || !isCurrent()) return false
    tell(applyBootstrapPage(replica, answer.value))
    standing(0)
    await breathe()
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
