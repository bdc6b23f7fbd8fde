import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { createAdapter } from '@socket.io/postgres-adapter'
import { Server } from 'socket.io'
import { limitConcurrency } from '#shared/async/limit-concurrency'
import type { RemoteSession } from '#shared/domain/remote-session'
import { remoteSocketPath } from '#shared/protocol/remote'
import { FailureError, messageOf } from '../failure-error'
import type { Services } from '../services'
import { failureFrom } from '../sync/answer'
import { RefusedConnection } from '../sync/handshake'
import type { JoinedAgent } from './agent-standing'
import { endClosedPages } from './closed-page'
import { createCodeGuesses } from './code-guesses'
import { connectSide } from './connect-side'
import { joinRemote } from './handshake'
import type { TurnOptions } from './ice-servers'
import { watchJoinedAgents } from './joined-agents'
import { createAddressLimit, maxHandshakes, maxWaitingHandshakes } from './limits'
import { createLiveSessions } from './live-sessions'
import { sessionRoom, type RemoteIo, type RemoteSocket } from './socket'
import { createSilentSides } from './silent-sides'
import { startRemoteSweep } from './sweep'
import { remoteViewOf } from './view'

/** An offer of 64 KB, written as JSON. */
const maxMessageBytes = 256 * 1024
/** A dead connection is noticed within five seconds. */
const heartbeat = { pingInterval: 2000, pingTimeout: 3000 }
/** Time for the last answer to leave. */
const lastAnswerMs = 300

/**
 * Puts the socket of remote sessions on the HTTP server. Everything that passes is checked against the session's
 * consent, here and nowhere else.
 * @param graceMs how long a side may be away before the session ends
 */
export const registerRemote = (
  app: FastifyInstance,
  services: Services,
  { pool, graceMs, turn }: { pool: Pool; graceMs: number; turn: TurnOptions },
): { close: () => Promise<void> } => {
  const { log, clock, runner } = services
  const guesses = createCodeGuesses(services.db, clock, log)
  const addressLimit = createAddressLimit(services.clientAddress)
  const io: RemoteIo = new Server(app.server, {
    path: remoteSocketPath,
    allowRequest: addressLimit.allowRequest,
    // Else it would cut off, after a second, the consoles that wait for their turn on the other path.
    destroyUpgrade: false,
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

  const where = { io, silent: createSilentSides(io) }

  endClosedPages(services, where, graceMs)

  const safely = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => isClosing || log.warn({ error: messageOf(error) }, 'a remote session was not shown'))
  }
  /** Shows a session to those connected here; the other nodes see by themselves that it changed. */
  const show = async (session: RemoteSession, version: number): Promise<void> => {
    const room = io.local.in(sessionRoom(session.id))
    try {
      room.emit('session', await remoteViewOf(where, services, session, version))
    } finally {
      // Whoever ended it still gets the answer, and nobody stays on because it could not be shown.
      if (session.state === 'ended') setTimeout(() => room.disconnectSockets(true), lastAnswerMs).unref()
    }
  }
  const live = createLiveSessions(services, show)
  const showEverywhere = async (socket: RemoteSocket): Promise<void> => {
    const session = live.read(socket.data.sessionId)
    if (session === null) return
    const view = await remoteViewOf(where, services, session, live.versionOf(session.id))
    io.to(sessionRoom(session.id)).emit('session', view)
  }
  io.on('changed', (sessionId) => safely(live.refresh(sessionId)))
  const agents = watchJoinedAgents(services, async ({ data: { sessionId } }, why) => {
    await runner.runSystem([{ name: 'remoteSession.systemEnd', args: { sessionId, end: why } }])
    io.serverSideEmit('changed', sessionId)
    await live.refresh(sessionId)
  })

  const letIn = new WeakMap<object, JoinedAgent>()
  const limitHandshakes = limitConcurrency(maxHandshakes)
  let waiting = 0
  const join = async (socket: RemoteSocket): Promise<void> => {
    if (waiting >= maxWaitingHandshakes) throw new FailureError('remoteTooFast')
    waiting += 1
    try {
      const { data, agent } = await limitHandshakes(async () => {
        // Who gave up meanwhile costs no query.
        if (socket.conn.readyState !== 'open') throw new FailureError('offline')
        const { auth, address } = socket.handshake
        return joinRemote({ services, guesses }, auth, services.clientAddress(address, socket.handshake))
      })
      socket.data = data
      if (agent !== null) letIn.set(socket, agent)
    } finally {
      waiting -= 1
      // Nodes tell each other a socket's handshake: tokens, codes and keys have no place in the database's signals.
      socket.handshake.auth = {}
    }
  }
  io.use((socket, next) => {
    join(socket).then(
      () => next(),
      (error: unknown) => next(new RefusedConnection(failureFrom(error, log).failure)),
    )
  })
  io.on('connection', (socket) => {
    const agent = letIn.get(socket)
    if (agent !== undefined) socket.once('disconnect', agents.watch(socket, agent))
    connectSide({ ...where, socket, services, log, live, agents, turn, showEverywhere, safely })
  })

  const stopSweep = startRemoteSweep(where, services, graceMs)
  return {
    close: async () => {
      isClosing = true
      stopSweep()
      live.stop()
      agents.stop()
      addressLimit.stop()
      // Not `io.close`: that waits for the HTTP server, on which the consoles are still connected.
      io.local.disconnectSockets(true)
      await io.of('/').adapter.close()
      io.engine.close()
    },
  }
}
