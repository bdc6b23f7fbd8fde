import type { Logger } from 'pino'
import type { Instant } from '#shared/domain/time'
import { messageOf } from '../message-of'
import type { Sessions } from '../session/sessions'

export type SessionWatch = {
  /** Watches the session of one connected desk. @returns stops it */
  watch: (tokenHash: string, expiresAt: Instant) => () => void
  stop: () => void
}

type Needs = {
  sessions: Pick<Sessions, 'running'>
  clock: () => Instant
  log: Logger
  everyMs: number
  end: (tokenHash: string) => void
}

/**
 * Looks at the sessions of this node's desks in the database: the word of another node that one has ended may be lost.
 * @param end told the hash of each session that runs no more.
 */
export const watchSessions = ({ sessions, clock, log, everyMs, end }: Needs): SessionWatch => {
  const desks = new Map<symbol, string>()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const look = async (tokenHashes: readonly string[]): Promise<void> => {
    if (tokenHashes.length === 0) return
    const running = await sessions.running(tokenHashes)
    if (isStopped) return
    for (const hash of tokenHashes) if (!running.has(hash)) end(hash)
  }
  // Whoever cannot look ends nobody: the database is away, and the next look tells.
  const lookSafely = (tokenHashes: readonly string[]): Promise<void> =>
    look(tokenHashes).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, 'sessions were not looked at; it is tried again'),
    )

  // Up to a quarter off either way, so that nodes started together do not look together.
  const lookLater = (): void => {
    if (isStopped) return
    timer = setTimeout(
      () => void lookSafely([...new Set(desks.values())]).finally(lookLater),
      everyMs * (0.75 + Math.random() / 2),
    )
    timer.unref()
  }
  lookLater()

  return {
    watch: (tokenHash, expiresAt) => {
      const desk = Symbol('desk')
      desks.set(desk, tokenHash)
      // Another connection of the same session may have given it another day.
      const expiry = setTimeout(() => void lookSafely([tokenHash]), Math.max(0, expiresAt - clock()))
      expiry.unref()
      return () => {
        clearTimeout(expiry)
        desks.delete(desk)
      }
    },
    stop: () => {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
