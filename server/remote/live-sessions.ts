import type { RemoteSession } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import type { Services } from '../services'
import { readRemoteSession } from './handshake'

/** What is withdrawn on another node is known here within this time. */
const lookEveryMs = 500

export type LiveSessions = {
  /** Keeps a session known as long as somebody of it is connected here. @returns a function that stops it */
  hold: (sessionId: RemoteSessionId) => () => void
  /** @returns the session as it was at most half a second ago, null where nobody of it is connected here */
  read: (sessionId: RemoteSessionId) => RemoteSession | null
  /** Reads it again now, after something was done to it here. */
  refresh: (sessionId: RemoteSessionId) => Promise<void>
  stop: () => void
}

/**
 * The sessions that somebody is connected to here, as they stand in the database.
 * @param onChange called whenever one is another than before
 */
export const createLiveSessions = (
  services: Services,
  onChange: (session: RemoteSession) => Promise<void>,
): LiveSessions => {
  const live = new Map<RemoteSessionId, { session: RemoteSession | null; holders: number }>()

  const refresh = async (sessionId: RemoteSessionId): Promise<void> => {
    const entry = live.get(sessionId)
    if (entry === undefined) return
    const session = await readRemoteSession(services, sessionId)
    const isSame = JSON.stringify(session) === JSON.stringify(entry.session)
    entry.session = session
    if (!isSame && session !== null) await onChange(session)
  }
  const refreshSafely = (sessionId: RemoteSessionId): Promise<void> =>
    refresh(sessionId).catch((error: unknown) => {
      // Better nothing passes than something without consent.
      const entry = live.get(sessionId)
      if (entry !== undefined) entry.session = null
      services.log.warn({ sessionId, error: (error as Error).message }, 'a remote session could not be read')
    })
  const timer = setInterval(() => {
    for (const sessionId of live.keys()) void refreshSafely(sessionId)
  }, lookEveryMs)
  timer.unref()

  return {
    hold: (sessionId) => {
      const entry = live.get(sessionId) ?? { session: null, holders: 0 }
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
    read: (sessionId) => live.get(sessionId)?.session ?? null,
    refresh,
    stop: () => {
      clearInterval(timer)
    },
  }
}
