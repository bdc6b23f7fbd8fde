import { sql } from 'kysely'
import { personIdSchema, type PersonId } from '#shared/ids'
import type { Services } from '../services'
import { personRoom } from './rooms'
import type { SyncServer } from './types'

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
  const timers = new Map<PersonId, NodeJS.Timeout>()
  const cameBack = (personId: PersonId): void => {
    clearTimeout(timers.get(personId))
    timers.delete(personId)
  }
  const leave = async (personId: PersonId): Promise<void> => {
    timers.delete(personId)
    if ((await io.in(personRoom(personId)).fetchSockets()).length > 0) return
    await runner.runSystem([{ name: 'agent.systemLeave', args: { personId } }])
  }
  const left = (personId: PersonId): void => {
    if (isStopped) return
    cameBack(personId)
    const timer = setTimeout(() => {
      leave(personId).catch((error: Error) => {
        log.warn({ personId, error: error.message }, 'leaving was not recorded; it is tried again')
        // The database or another node is away; nobody may stay ready for that.
        if (!timers.has(personId)) left(personId)
      })
    }, afterMs)
    timer.unref()
    timers.set(personId, timer)
  }
  return {
    cameBack, left,
    expectBack: async () => {
      const rows = await db.selectFrom('document').select('id').where('noun', '=', 'agent').where(sql<string>`body->>'state'`, '<>', 'notReady').execute()
      for (const { id } of rows) left(personIdSchema.parse(id))
    },
    stop: () => {
      isStopped = true
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
