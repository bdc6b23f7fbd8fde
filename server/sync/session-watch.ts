import type { Logger } from 'pino'
import type { Instant } from '#shared/domain/time'
import { messageOf } from '../failure-error'
import type { Sessions } from '../session/sessions'

export type SessionWatch = {
  /** Watches the session of one connected desk. @returns stops it */
  watch: (tokenHash: string, expiresAt: Instant) => () => void
  stop: () => void
}

type Needs = {
  sessions: Pick<Sessions, 'findActive'>
  clock: () => Instant
  log: Logger
  everyMs: number
  end: (tokenHash: string) => void
}

/**
 * Checks the sessions of this node's desks in the database, because another node's message that one ended may be lost.
 * @param end called with the token hash of each session that has ended.
 */
export const watchSessions = ({ sessions, clock, log, everyMs, end }: Needs): SessionWatch => {
  const desks = new Map<symbol, string>()
  let isStopped = false
  let timer: NodeJS.Timeout | undefined

  const check = async (tokenHashes: readonly string[]): Promise<void> => {
    if (tokenHashes.length === 0) return
    const active = await sessions.findActive(tokenHashes)
    if (isStopped) return
    for (const hash of tokenHashes) if (!active.has(hash)) end(hash)
  }
  // A failed check ends no session: the database is away, and the next check decides.
  const checkSafely = (tokenHashes: readonly string[]): Promise<void> =>
    check(tokenHashes).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, 'sessions were not checked; it is tried again'),
    )

  // Up to a quarter off either way, so that nodes started together do not check together.
  const scheduleCheck = (): void => {
    if (isStopped) return
    timer = setTimeout(
      () => void checkSafely([...new Set(desks.values())]).finally(scheduleCheck),
      everyMs * (0.75 + Math.random() / 2),
    )
    timer.unref()
  }
  scheduleCheck()

  return {
    watch: (tokenHash, expiresAt) => {
      const desk = Symbol('desk')
      desks.set(desk, tokenHash)
      // Another connection of the same session may have prolonged it.
      const expiry = setTimeout(() => void checkSafely([tokenHash]), Math.max(0, expiresAt - clock()))
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
