import type { Logger } from 'pino'
import { remoteMessageRefusal } from '#shared/domain/remote-message'
import { remoteActSchema, remoteMessageSchema } from '#shared/protocol/remote'
import { FailureError } from '../failure-error'
import type { Services } from '../services'
import { answering } from '../sync/answer'
import { actInRemote } from './act'
import type { JoinedAgents } from './joined-agents'
import { iceServersOf, type TurnOptions } from './ice-servers'
import { createSocketBudget } from './limits'
import type { LiveSessions } from './live-sessions'
import { otherSide, sessionRoom, sideRoom, type RemoteSocket } from './socket'
import type { Whereabouts } from './view'

/** A page that does not answer for so long is frozen, though its connection stands. */
const aliveEveryMs = 2000
const aliveWithinMs = 2500

type Needs = Whereabouts & {
  socket: RemoteSocket
  services: Services
  log: Logger
  live: LiveSessions
  agents: JoinedAgents
  turn: TurnOptions
  /** Shows the session of a socket to both sides. */
  showEverywhere: (socket: RemoteSocket) => Promise<void>
  safely: (work: Promise<unknown>) => void
}

/** Answers one side of a remote session, for as long as it is connected. */
export const connectSide = (needs: Needs): void => {
  const { io, silent, socket, services, log, live, agents, turn, showEverywhere, safely } = needs
  const { clock, remoteKeys } = services
  const { sessionId, side, actor } = socket.data
  const release = live.hold(sessionId)
  const budget = createSocketBudget()
  const begin = async (): Promise<void> => {
    // A page that comes back, or a second tab of it, takes the place of the first.
    io.in(sideRoom(sessionId, side)).except(socket.id).disconnectSockets(true)
    await socket.join([sessionRoom(sessionId), sideRoom(sessionId, side)])
    silent.joined(sessionId, side)
    await live.refresh(sessionId)
    const session = live.read(sessionId)
    const iceServers = session === null ? [] : iceServersOf(turn, session, clock())
    const key = side === 'customer' ? remoteKeys.returnKey(sessionId) : null
    socket.emit('joined', { key, iceServers })
  }
  const begun = begin()
  safely(begun.then(() => showEverywhere(socket)))
  /** What comes with the connection itself waits until its session is known. */
  const whenBegun = (): Promise<void> => begun.catch(() => undefined)

  socket.use((packet, next) => {
    if (budget.arrives(packet)) return next()
    log.warn({ sessionId, side }, 'a side of a remote session sends too much and is cut off')
    socket.disconnect(true)
  })
  socket.on(
    'message',
    answering(remoteMessageSchema, log, async (message) => {
      if (!budget.maySend()) throw new FailureError('remoteTooFast')
      await whenBegun()
      const session = live.read(sessionId)
      if (session === null) throw new FailureError('databaseUnavailable')
      const refusal = remoteMessageRefusal(session, side, message.kind, clock())
      if (refusal !== null) throw new FailureError(refusal)
      io.to(sideRoom(sessionId, otherSide(side))).emit('message', message)
      return null
    }),
  )
  socket.on(
    'act',
    answering(remoteActSchema, log, async (act) => {
      // Whoever wants it to stop is always heard.
      const isRestraint = act.act === 'end' || act.act === 'pause'
      if (!budget.mayAct() && !isRestraint) throw new FailureError('remoteTooFast')
      await whenBegun()
      if (side === 'agent' && (await agents.isLost(socket))) throw new FailureError('notAllowed')
      await actInRemote(services, { sessionId, side, actor, isFrozen: false }, act)
      io.serverSideEmit('changed', sessionId)
      await live.refresh(sessionId)
      return null
    }),
  )
  const alive = setInterval(() => {
    socket.timeout(aliveWithinMs).emit('alive', (error: Error | null) => {
      const isFrozen = error !== null && socket.connected
      if (isFrozen === socket.data.isFrozen) return
      socket.data.isFrozen = isFrozen
      safely(showEverywhere(socket))
    })
  }, aliveEveryMs)
  socket.on('disconnect', (reason) => {
    clearInterval(alive)
    silent.left(sessionId, side, reason)
    safely(showEverywhere(socket).finally(release))
  })
}
