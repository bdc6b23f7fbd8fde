import type { FeedPage } from '#shared/protocol/feed'
import type { Replica } from './replica'

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
export const suspendPage = (replica: Replica, page: FeedPage): boolean => {
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
