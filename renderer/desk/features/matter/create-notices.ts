import type { Instant } from '#shared/domain/time'
import type { SyncStatus } from '#shared/ipc/replica-views'

/** What there is to be told, each once; it remembers since when this desk sees things as they happen. */
export type Notices<T> = {
  /** How the connection stands at a moment of this device's clock. */
  connectionIs: (status: Pick<SyncStatus, 'connection' | 'clockOffsetMs'>, deviceNow: Instant) => void
  /** @returns since when, by the server's clock, this desk sees things as they happen; null while it does not */
  since: () => Instant | null
  /** @returns those of a newly read list that happened since, and were not told yet */
  take: (items: readonly T[]) => T[]
}

/**
 * A notice is for what happens while its person looks on. What a start or a reconnect brings has happened before, so it
 * is never one.
 * @param about what is the same thing, and when it happened by the server's clock
 */
export const createNotices = <T>(about: (item: T) => { key: string; at: Instant }): Notices<T> => {
  const told = new Set<string>()
  /** By the device's clock; null while there is no connection. */
  let connectedAt: Instant | null = null
  let offsetMs = 0
  const since = (): Instant | null => (connectedAt === null ? null : connectedAt + offsetMs)
  return {
    connectionIs: ({ connection, clockOffsetMs }, deviceNow) => {
      offsetMs = clockOffsetMs ?? 0
      // Behind is connected too: what is missing there began earlier, and its own times say so.
      if (connection === 'live' || connection === 'behind') connectedAt ??= deviceNow
      else connectedAt = null
    },
    since,
    take: (items) => {
      const from = since()
      if (from === null) return []
      return items.filter((item) => {
        const { key, at } = about(item)
        if (at < from || told.has(key)) return false
        told.add(key)
        return true
      })
    },
  }
}
