import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { createAdapter } from '@socket.io/postgres-adapter'
import { Server } from 'socket.io'
import { remoteMessageRefusal } from '#shared/domain/remote-message'
import type { RemoteSession } from '#shared/domain/remote-session'
import { remoteActSchema, remoteMessageSchema, remoteSocketPath } from '#shared/protocol/remote'
import { FailureError, messageOf } from '../failure-error'
import type { Services } from '../services'
import { answering, failureFrom } from '../sync/answer'
import { RefusedConnection } from '../sync/handshake'
import { actInRemote } from './act'
import { createCodeGuesses } from './code-guesses'
import { joinRemote } from './handshake'
import { createLiveSessions } from './live-sessions'
import { otherSide, sessionRoom, sideRoom, type RemoteIo, type RemoteSocket } from './socket'
import { startRemoteSweep } from './sweep'
import { remoteViewOf } from './view'

/** An offer of 64 KB, written as JSON. */
const maxMessageBytes = 256 * 1024
/** A dead connection is noticed within five seconds. */
const heartbeat = { pingInterval: 2000, pingTimeout: 3000 }
/** A page that does not answer for so long is frozen, though its connection stands. */
const aliveEveryMs = 2000
const aliveWithinMs = 2500
/** Time for the last answer to leave. */
const lastAnswerMs = 300
/** A pointer moves sixty times a second. */
const maxPerSecond = 200

const tooFast = () => {
  let second = 0
  let count = 0
  return (): boolean => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) [second, count] = [now, 0]
    count += 1
    return count > maxPerSecond
  }
}

/**
 * Puts the socket of remote sessions on the HTTP server. Everything that passes is checked against the session's
 * consent, here and nowhere else.
 * @param graceMs how long a side may be away before the session ends
 */
export const registerRemote = (
  app: FastifyInstance,
  services: Services,
  { pool, graceMs }: { pool: Pool; graceMs: number },
): { close: () => Promise<void> } => {
  const { log, clock } = services
  const guesses = createCodeGuesses(services.db, clock, log)
  const io: RemoteIo = new Server(app.server, {
    path: remoteSocketPath,
    perMessageDeflate: false,
    maxHttpBufferSize: maxMessageBytes,
    serveClient: false,
    ...heartbeat,
  })
  let isClosing = false
  io.adapter(
    createAdapter(pool, {
      channelPrefix: 'remote',
      errorHandler: (error) =>
        isClosing || log.warn({ error: error.message }, 'a remote signal between nodes was lost'),
    }),
  )

  /** Shows a session to those connected here; the other nodes see by themselves that it changed. */
  const show = async (session: RemoteSession): Promise<void> => {
    const room = io.local.in(sessionRoom(session.id))
    room.emit('session', await remoteViewOf(io, services, session))
    // Whoever ended it still gets the answer.
    if (session.state === 'ended') setTimeout(() => room.disconnectSockets(true), lastAnswerMs).unref()
  }
  const live = createLiveSessions(services, show)
  const showEverywhere = async (socket: RemoteSocket): Promise<void> => {
    const session = live.read(socket.data.sessionId)
    if (session !== null) io.to(sessionRoom(session.id)).emit('session', await remoteViewOf(io, services, session))
  }
  const safely = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => isClosing || log.warn({ error: messageOf(error) }, 'a remote session was not shown'))
  }

  io.use((socket, next) => {
    joinRemote({ services, guesses }, socket.handshake.auth, socket.handshake.address)
      .then((data) => {
        socket.data = data
        next()
      })
      .catch((error: unknown) => next(new RefusedConnection(failureFrom(error, log).failure)))
  })

  io.on('connection', (socket) => {
    const { sessionId, side, actor } = socket.data
    const release = live.hold(sessionId)
    const isTooFast = tooFast()
    const begin = async (): Promise<void> => {
      // A page that comes back, or a second tab of it, takes the place of the first.
      io.in(sideRoom(sessionId, side)).except(socket.id).disconnectSockets(true)
      await socket.join([sessionRoom(sessionId), sideRoom(sessionId, side)])
      const key = side === 'customer' ? services.remoteKeys.returnKey(sessionId) : null
      socket.emit('joined', { key, iceServers: [] })
      await live.refresh(sessionId)
      await showEverywhere(socket)
    }
    safely(begin())

    socket.on(
      'message',
      answering(remoteMessageSchema, log, async (message) => {
        if (isTooFast()) throw new FailureError('remoteTooFast')
        const session = live.read(sessionId)
        const refusal = session === null ? 'remoteEnded' : remoteMessageRefusal(session, side, message.kind, clock())
        if (refusal !== null) throw new FailureError(refusal)
        io.to(sideRoom(sessionId, otherSide(side))).emit('message', message)
        return null
      }),
    )
    socket.on(
      'act',
      answering(remoteActSchema, log, async (act) => {
        await actInRemote(services, { sessionId, side, actor, isFrozen: false }, act)
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
    socket.on('disconnect', () => {
      clearInterval(alive)
      safely(showEverywhere(socket).finally(release))
    })
  })

  const stopSweep = startRemoteSweep(io, services, graceMs)
  return {
    close: async () => {
      isClosing = true
      stopSweep()
      live.stop()
      // Not `io.close`: that waits for the HTTP server, on which the consoles are still connected.
      io.local.disconnectSockets(true)
      await io.of('/').adapter.close()
      io.engine.close()
    },
  }
}
