import type { RemoteEnd } from '#shared/domain/remote-session'
import { messageOf } from '../failure-error'
import type { Services } from '../services'
import { findLostAgents, type JoinedAgent } from './agent-standing'
import type { RemoteSocket } from './socket'

/** A person who signed out, or lost role or ticket, sees no more after this time, on whichever node that happened. */
const lookEveryMs = 500

export type JoinedAgents = {
  /** Watches an agent's connection from its handshake on. @returns stops it */
  watch: (socket: RemoteSocket, agent: JoinedAgent) => () => void
  /** Asks the database now. Where the agent may no more, their session is ended. */
  isLost: (socket: RemoteSocket) => Promise<boolean>
  stop: () => void
}

/**
 * Looks at the sign-in, the role and the ticket of the agents connected here as long as they are.
 * @param end ends the session of an agent who may take part no more
 */
export const watchJoinedAgents = (
  services: Services,
  end: (socket: RemoteSocket, why: RemoteEnd) => Promise<void>,
): JoinedAgents => {
  const agents = new Map<RemoteSocket, JoinedAgent>()

  const look = async (sockets: readonly RemoteSocket[]): Promise<boolean> => {
    const asked = sockets.flatMap((socket) => agents.get(socket) ?? [])
    const lost = await findLostAgents(services, asked)
    for (const socket of sockets) {
      const agent = agents.get(socket)
      const why = agent === undefined ? undefined : lost.get(agent)
      if (why === undefined) continue
      await end(socket, why)
      agents.delete(socket)
    }
    return lost.size > 0
  }
  let isLooking = false
  const lookAtAll = (): void => {
    if (isLooking || agents.size === 0) return
    isLooking = true
    look([...agents.keys()])
      .catch((error: unknown) =>
        services.log.warn({ error: messageOf(error) }, 'agents in remote sessions were not checked; it is tried again'),
      )
      .finally(() => (isLooking = false))
  }
  const timer = setInterval(lookAtAll, lookEveryMs)
  timer.unref()
  services.sessions.onRevoked(lookAtAll)

  return {
    watch: (socket, agent) => {
      agents.set(socket, agent)
      return () => {
        agents.delete(socket)
      }
    },
    isLost: async (socket) => (agents.has(socket) ? look([socket]) : true),
    stop: () => {
      clearInterval(timer)
    },
  }
}
