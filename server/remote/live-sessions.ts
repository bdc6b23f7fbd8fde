import type { RemoteSession } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import { messageOf } from '../failure-error'
import type { Services } from '../services'
import { readRemoteSessions } from './read-session'

/** What is withdrawn on another node is known here within this time, also where that node's signal is lost. */
const lookEveryMs = 500
/** What the database has not confirmed for so long counts no more: better nothing passes than something withdrawn. */
const maxAgeMs = 2000

type Entry = { session: RemoteSession | null; version: number; readAt: number; holders: number }

export type LiveSessions = {
  /** Keeps a session known as long as somebody of it is connected here. @returns a function that stops it */
  hold: (sessionId: RemoteSessionId) => () => void
  /** @returns the session as it was a moment ago, null where nobody of it is connected here or it is not known now */
  read: (sessionId: RemoteSessionId) => RemoteSession | null
  /** @returns the version of what `read` gives */
  versionOf: (sessionId: RemoteSessionId) => number
  /** Reads it again now, after something was done to it. */
  refresh: (sessionId: RemoteSessionId) => Promise<void>
  stop: () => void
}

/**
 * The sessions that somebody is connected to here, as they stand in the database.
 * @param onChange called whenever one is another than before
 */
export const createLiveSessions = (
  services: Services,
  onChange: (session: RemoteSession, version: number) => Promise<void>,
): LiveSessions => {
  const live = new Map<RemoteSessionId, Entry>()

  const look = async (ids: RemoteSessionId[]): Promise<void> => {
    const readAt = performance.now()
    const found = await readRemoteSessions(services, ids)
    const changed: [RemoteSession, number][] = []
    for (const id of ids) {
      const entry = live.get(id)
      const { session, version } = found.get(id) ?? { session: null, version: 0 }
      // Of two looks at the same time the one that was asked first may be answered last.
      if (entry === undefined || version < entry.version) continue
      if (session !== null && version > entry.version) changed.push([session, version])
      Object.assign(entry, { session, version, readAt: Math.max(readAt, entry.readAt) })
    }
    await Promise.all(changed.map(([session, version]) => onChange(session, version)))
  }
  let isLooking = false
  const timer = setInterval(() => {
    if (isLooking || live.size === 0) return
    isLooking = true
    look([...live.keys()])
      .catch((error: unknown) => services.log.warn({ error: messageOf(error) }, 'remote sessions could not be read'))
      .finally(() => (isLooking = false))
  }, lookEveryMs)
  timer.unref()

  return {
    hold: (sessionId) => {
      const entry = live.get(sessionId) ?? { session: null, version: -1, readAt: 0, holders: 0 }
      entry.holders += 1
      live.set(sessionId, entry)
      let isHeld = true
      return () => {
        if (!isHeld) return
        isHeld = false
        entry.holders -= 1
        if (entry.holders === 0) live.delete(sessionId)
      }
    },
    read: (sessionId) => {
      const entry = live.get(sessionId)
      return entry === undefined || performance.now() - entry.readAt > maxAgeMs ? null : entry.session
    },
    versionOf: (sessionId) => Math.max(0, live.get(sessionId)?.version ?? 0),
    refresh: async (sessionId) => {
      const entry = live.get(sessionId)
      if (entry === undefined) return
      await look([sessionId]).catch((error: unknown) => {
        // What was done is done, and its answer must not say otherwise; nothing passes until it is known again.
        entry.readAt = -Infinity
        services.log.warn({ sessionId, error: messageOf(error) }, 'a remote session could not be read')
      })
    },
    stop: () => {
      clearInterval(timer)
    },
  }
}
