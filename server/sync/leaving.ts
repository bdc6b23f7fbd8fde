import { sql } from 'kysely'
import { personIdSchema, type PersonId } from '#shared/ids'
import { messageOf } from '../message-of'
import type { Services } from '../services'
import { personRoom } from './rooms'
import type { SyncServer } from './types'

/** After a start or a cut many leave within the same moment; the other nodes are asked for all of them together. */
const gatherMs = 100
const largestGroup = 200

export type Leaving = {
  left: (personId: PersonId) => void
  cameBack: (personId: PersonId) => void
  /** After a start: whoever was at work when the server ended has as long to come back as after a cut. */
  expectBack: () => Promise<void>
  stop: () => void
}

/** Makes an agent not ready once no desk of his has been connected, on any node, for a while. */
export const createLeaving = (io: SyncServer, { db, runner, log }: Services, afterMs: number): Leaving => {
  let isStopped = false
  let gathering: NodeJS.Timeout | null = null
  const timers = new Map<PersonId, NodeJS.Timeout>()
  const gone = new Set<PersonId>()

  const cameBack = (personId: PersonId): void => {
    clearTimeout(timers.get(personId))
    timers.delete(personId)
    gone.delete(personId)
  }
  const leave = async (people: readonly PersonId[]): Promise<void> => {
    const connected = new Set(
      (await io.in(people.map(personRoom)).fetchSockets()).map((socket) => socket.data.personId),
    )
    // Meanwhile some may have come back to this node.
    const away = people.filter((personId) => !connected.has(personId) && gone.has(personId))
    if (away.length > 0)
      await runner.runSystem(away.map((personId) => ({ name: 'agent.systemLeave', args: { personId } })))
    for (const personId of people) gone.delete(personId)
  }
  const leaveSafely = (people: readonly PersonId[]): Promise<void> =>
    leave(people).catch((error: unknown) => {
      log.warn({ people: people.length, error: messageOf(error) }, 'leaving was not recorded; it is tried again')
      // The database or another node is away; nobody may stay ready for that.
      for (const personId of people) if (gone.delete(personId) && !timers.has(personId)) left(personId)
    })
  const leaveAll = async (): Promise<void> => {
    const people = [...gone]
    for (let start = 0; start < people.length && !isStopped; start += largestGroup)
      await leaveSafely(people.slice(start, start + largestGroup))
    gathering = null
    if (gone.size > 0) gather()
  }
  const gather = (): void => {
    if (isStopped) return
    gathering ??= setTimeout(() => void leaveAll(), Math.min(gatherMs, afterMs))
    gathering.unref()
  }

  const left = (personId: PersonId): void => {
    if (isStopped) return
    cameBack(personId)
    const timer = setTimeout(() => {
      timers.delete(personId)
      gone.add(personId)
      gather()
    }, afterMs)
    timer.unref()
    timers.set(personId, timer)
  }
  return {
    cameBack,
    left,
    expectBack: async () => {
      const rows = await db
        .selectFrom('document')
        .select('id')
        .where('noun', '=', 'agent')
        .where(sql<string>`body->>'state'`, '<>', 'notReady')
        .execute()
      for (const { id } of rows) left(personIdSchema.parse(id))
    },
    stop: () => {
      isStopped = true
      if (gathering !== null) clearTimeout(gathering)
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
