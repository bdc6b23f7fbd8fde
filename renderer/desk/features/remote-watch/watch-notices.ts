import type { Instant } from '#shared/domain/time'
import type { SyncStatus } from '#shared/ipc/replica-views'
import type { WatchedRemote } from '#shared/ipc/watched-remote'

/** `began`: the first picture; `ranLong`: it lasts longer than help from afar should. */
export type WatchNotice = { kind: 'began' | 'ranLong'; session: WatchedRemote }

/** What there is to be told, each once; it remembers since when this desk sees things as they happen. */
export type WatchNotices = {
  /** How the connection stands at a moment of this device's clock. */
  connectionIs: (status: Pick<SyncStatus, 'connection' | 'clockOffsetMs'>, deviceNow: Instant) => void
  /** @returns the notices that a newly read list gives somebody; none of their own sessions */
  take: (sessions: readonly WatchedRemote[], personId: string) => WatchNotice[]
}

/**
 * A notice is for what happens while its person looks on. What a start or a reconnect brings has happened before, so
 * it is never one.
 */
export const createWatchNotices = (): WatchNotices => {
  const told = new Set<string>()
  /** By the device's clock; null while there is no connection. */
  let connectedAt: Instant | null = null
  let offsetMs = 0
  return {
    connectionIs: ({ connection, clockOffsetMs }, deviceNow) => {
      offsetMs = clockOffsetMs ?? 0
      // Behind is connected too: what is missing there began earlier, and its own times say so.
      if (connection === 'live' || connection === 'behind') connectedAt ??= deviceNow
      else connectedAt = null
    },
    take: (sessions, personId) => {
      if (connectedAt === null) return []
      const since = connectedAt + offsetMs
      return sessions.flatMap((session) => {
        if (session.agentId === personId || session.state === 'ended') return []
        const times = { began: session.spans[0]?.from ?? null, ranLong: session.ranLongAt }
        return (['began', 'ranLong'] as const).flatMap((kind) => {
          const at = times[kind]
          const key = `${kind} ${session.id}`
          if (at === null || at < since || told.has(key)) return []
          told.add(key)
          return [{ kind, session }]
        })
      })
    },
  }
}
