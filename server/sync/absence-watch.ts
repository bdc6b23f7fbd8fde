import { sql } from 'kysely'
import { personIdSchema, type PersonId } from '#shared/ids'
import { messageOf } from '../failure-error'
import type { Services } from '../services'
import { personRoom, type SyncServer } from './socket'

/** After a restart or an outage many agents become absent at once; they are coalesced into one query to other nodes. */
const coalesceMs = 100
const maxGroup = 200

export type AbsenceWatch = {
  disconnected: (personId: PersonId) => void
  connected: (personId: PersonId) => void
  /** To be called after a start: agents who were at work when the server stopped have the same time to reconnect. */
  expectReconnects: () => Promise<void>
  stop: () => void
}

/**
 * Makes an agent not ready once no desk of theirs has been connected, on any node, for a while.
 * @param absentAfterMs how long they may be disconnected
 */
export const createAbsenceWatch = (
  io: SyncServer,
  { db, runner, log }: Services,
  absentAfterMs: number,
): AbsenceWatch => {
  let isStopped = false
  let coalescing: NodeJS.Timeout | null = null
  const timers = new Map<PersonId, NodeJS.Timeout>()
  const gone = new Set<PersonId>()

  const connected = (personId: PersonId): void => {
    clearTimeout(timers.get(personId))
    timers.delete(personId)
    gone.delete(personId)
  }
  const markAbsent = async (people: readonly PersonId[]): Promise<void> => {
    const stillConnected = new Set(
      (await io.in(people.map(personRoom)).fetchSockets()).map((socket) => socket.data.personId),
    )
    // Meanwhile some may have reconnected to this node.
    const away = people.filter((personId) => !stillConnected.has(personId) && gone.has(personId))
    if (away.length > 0)
      await runner.runSystem(away.map((personId) => ({ name: 'agent.systemLeave', args: { personId } })))
    for (const personId of people) gone.delete(personId)
  }
  const markAbsentSafely = (people: readonly PersonId[]): Promise<void> =>
    markAbsent(people).catch((error: unknown) => {
      log.warn({ people: people.length, error: messageOf(error) }, 'absent agents were not recorded; it is tried again')
      // The database or another node is away: tried again, so that nobody stays ready because of that.
      for (const personId of people) if (gone.delete(personId) && !timers.has(personId)) disconnected(personId)
    })
  const markAllAbsent = async (): Promise<void> => {
    const people = [...gone]
    for (let start = 0; start < people.length && !isStopped; start += maxGroup)
      await markAbsentSafely(people.slice(start, start + maxGroup))
    coalescing = null
    if (gone.size > 0) schedule()
  }
  const schedule = (): void => {
    if (isStopped) return
    coalescing ??= setTimeout(() => void markAllAbsent(), Math.min(coalesceMs, absentAfterMs))
    coalescing.unref()
  }

  const disconnected = (personId: PersonId): void => {
    if (isStopped) return
    connected(personId)
    const timer = setTimeout(() => {
      timers.delete(personId)
      gone.add(personId)
      schedule()
    }, absentAfterMs)
    timer.unref()
    timers.set(personId, timer)
  }
  return {
    connected,
    disconnected,
    expectReconnects: async () => {
      const rows = await db
        .selectFrom('document')
        .select('id')
        .where('noun', '=', 'agent')
        .where(sql<string>`body->>'state'`, '<>', 'notReady')
        .execute()
      for (const { id } of rows) disconnected(personIdSchema.parse(id))
    },
    stop: () => {
      isStopped = true
      if (coalescing !== null) clearTimeout(coalescing)
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
