import type { PersonId } from '#shared/ids'
import type { Services } from '../services'
import { personRoom } from './rooms'
import type { SyncServer } from './types'

export type Leaving = { left: (personId: PersonId) => void; cameBack: (personId: PersonId) => void; stop: () => void }

/** Makes an agent not ready once no desk of his has been connected, on any node, for a while. */
export const createLeaving = (io: SyncServer, { runner, log }: Services, afterMs: number): Leaving => {
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
  return {
    cameBack,
    left: (personId) => {
      cameBack(personId)
      const timer = setTimeout(() => {
        leave(personId).catch((error: Error) => log.warn({ personId, error: error.message }, 'leaving was not recorded'))
      }, afterMs)
      timer.unref()
      timers.set(personId, timer)
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}
