import { sql } from 'kysely'
import type { SystemCommand } from '../commands/runner'
import {
  isRemoteJoined,
  longRemoteMs,
  remoteSessionSchema,
  shownMs,
  type RemoteEnd,
  type RemoteSession,
} from '#shared/domain/remote-session'
import { inTransaction } from '../db/transaction'
import { messageOf } from '../failure-error'
import type { Services } from '../services'
import type { TakingPart } from './socket'
import { presenceOf, type Whereabouts } from './view'

const sweepEveryMs = 5000

const openSessions = async ({ db }: Services): Promise<RemoteSession[]> => {
  const rows = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select('body')
      .where('noun', '=', 'remoteSession')
      .where(sql<boolean>`body->>'state' <> 'ended'`)
      .execute(),
  )
  return rows.flatMap(({ body }) => remoteSessionSchema.safeParse(body).data ?? [])
}

/**
 * Ends what nobody ends: a code that was never typed, a consent whose time is over, a page or a console that does not
 * come back; and notes what lasts too long. Every node does so; what is over is ended once.
 * @param graceMs how long a side may be away
 * @returns a function that stops it
 */
export const startRemoteSweep = (where: Whereabouts, services: Services, graceMs: number): (() => void) => {
  const { runner, clock, log } = services
  const goneSince = new Map<string, number>()
  const noted = new Set<string>()

  /** @returns how long a side has not been there, by this node's own looks */
  const goneMs = async (session: RemoteSession, side: TakingPart): Promise<{ ms: number; isFrozen: boolean }> => {
    const presence = await presenceOf(where, session, side)
    const key = `${session.id}:${side}`
    if (presence === 'here') {
      goneSince.delete(key)
      return { ms: 0, isFrozen: false }
    }
    const since = goneSince.get(key) ?? performance.now()
    goneSince.set(key, since)
    return { ms: performance.now() - since, isFrozen: presence === 'frozen' }
  }
  const look = async (session: RemoteSession): Promise<void> => {
    const { id: sessionId } = session
    const end = async (why: RemoteEnd): Promise<void> => {
      await runner.runSystem([{ name: 'remoteSession.systemEnd', args: { sessionId, end: why } }])
    }
    const now = clock()
    if (session.state === 'requested') {
      if (now >= session.codeUntil) await end('codeExpired')
      return
    }
    if (session.consentUntil !== null && now >= session.consentUntil) return end('consentOver')
    const customer = await goneMs(session, 'customer')
    if (customer.ms >= graceMs) return end(customer.isFrozen ? 'pageFrozen' : 'pageLost')
    if ((await goneMs(session, 'agent')).ms >= graceMs) return end('consoleLost')
    if (isRemoteJoined(session) && shownMs(session, now) >= longRemoteMs && !noted.has(sessionId)) {
      noted.add(sessionId)
      await runner.runSystem(
        [{ name: 'remoteSession.systemNoteLength', args: { sessionId } } satisfies SystemCommand],
        {
          key: `remoteLong:${sessionId}`,
        },
      )
    }
  }
  let isLooking = false
  const sweep = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    try {
      const sessions = await openSessions(services)
      for (const session of sessions) await look(session)
      const open = new Set<string>(sessions.map(({ id }) => id))
      for (const key of goneSince.keys()) if (!open.has(key.split(':')[0] ?? '')) goneSince.delete(key)
      for (const id of noted) if (!open.has(id)) noted.delete(id)
    } catch (error) {
      log.warn({ error: messageOf(error) }, 'remote sessions could not be looked through; it is tried again')
    } finally {
      isLooking = false
    }
  }
  const timer = setInterval(() => void sweep(), Math.min(sweepEveryMs, graceMs))
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
