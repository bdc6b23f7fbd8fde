import type { FeedPage } from '#shared/protocol/feed'
import type { Replica } from './replica'

/**
 * Replicas whose new connection has not yet said that the server's feed still is the one they copied, each with the
 * pages that were sent meanwhile. Mixed into a copy of another feed, such a page would hide that it is another.
 */
const doubted = new WeakMap<Replica, FeedPage[]>()

/** From now on pages are held back. */
export const doubt = (replica: Replica): void => {
  doubted.set(replica, [])
}

/** @returns whether the page was held back */
export const holdBack = (replica: Replica, page: FeedPage): boolean => {
  const held = doubted.get(replica)
  held?.push(page)
  return held !== undefined
}

/** The feed is the same one, or the copy has begun again. @returns what was held back */
export const trust = (replica: Replica): FeedPage[] => {
  const held = doubted.get(replica) ?? []
  doubted.delete(replica)
  return held
}
