import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { createAdapter } from '@socket.io/postgres-adapter'
import { Server } from 'socket.io'
import { limitConcurrency } from '#shared/async/limit-concurrency'
import { personSchema } from '#shared/domain/person'
import { entityKey, type StoredDocument } from '#shared/feed/select-changes'
import type { Services } from '../services'
import type { Session } from '../session/sessions'
import { FailureError, messageOf } from '../failure-error'
import { failureFrom } from './answer'
import { connectDesk, type ConnectedDesk } from './connected-desk'
import { createConnectionLimit } from './limits'
import { authenticate, RefusedConnection } from './handshake'
import { createAbsenceWatch } from './absence-watch'
import { emitPresenceInOrder } from './presence'
import { personRoom, sessionRoom, type SyncServer } from './socket'
import { watchSessions } from './session-watch'

/** A push of 50 long notes; an article goes by HTTP. */
const maxMessageBytes = 4 * 1024 * 1024
/** A dead connection is noticed within five seconds. */
const heartbeat = { pingInterval: 2000, pingTimeout: 3000 }
/** Handshakes at the same time: the other database connections stay free for commands while many desks reconnect. */
const maxHandshakes = 4
/** Pages read at the same time by all desks, for the same reason. */
const maxReads = 4

/** How long a desk may be disconnected before its agent is not ready, and how often sessions are checked. */
export type SyncTimes = { leaveAfterMs: number; sessionLookMs: number }

export type Sync = {
  /** Updates the desks of people whose own documents changed. */
  refresh: (ids: string[], documents: ReadonlyMap<string, StoredDocument>) => void
  /** Called once after a start. */
  expectReconnects: () => Promise<void>
  close: () => Promise<void>
}

/** Puts Socket.IO on the HTTP server: one desk per socket, signals between nodes through PostgreSQL. */
export const registerSync = (
  app: FastifyInstance,
  services: Services,
  pool: Pool,
  { leaveAfterMs, sessionLookMs }: SyncTimes,
): Sync => {
  const { sessions, log } = services
  const connectionLimit = createConnectionLimit()
  const io: SyncServer = new Server(app.server, {
    allowRequest: connectionLimit.allowRequest,
    perMessageDeflate: false,
    maxHttpBufferSize: maxMessageBytes,
    serveClient: false,
    ...heartbeat,
  })
  let isClosing = false
  io.adapter(
    createAdapter(pool, {
      errorHandler: (error) => isClosing || log.warn({ error: error.message }, 'a signal between nodes was lost'),
    }),
  )
  const [limitHandshakes, limitReads] = [limitConcurrency(maxHandshakes), limitConcurrency(maxReads)]
  const authenticated = new WeakMap<object, Session>()
  const desks = new Set<ConnectedDesk>()
  const absenceWatch = createAbsenceWatch(io, services, leaveAfterMs)

  io.on('presenceMoved', (ticketId) => {
    emitPresenceInOrder(io, ticketId).catch((error: unknown) =>
      log.warn({ error: messageOf(error) }, 'presence was not sent'),
    )
  })
  io.use((socket, next) => {
    limitHandshakes(async () => {
      // A console that gave up while it waited costs no query.
      if (socket.conn.readyState !== 'open') throw new FailureError('offline')
      return authenticate(socket.handshake.auth, services)
    })
      .then((session) => {
        authenticated.set(socket, session)
        // Nodes tell each other a socket's handshake: a token has no place in the database's signals.
        socket.handshake.auth = {}
        socket.data = { personId: session.person.id, name: session.person.name, ticketId: null }
        next()
      })
      .catch((error: unknown) => {
        connectionLimit.release(socket.request)
        next(new RefusedConnection(failureFrom(error, log).failure))
      })
  })

  io.on('connection', (socket) => {
    const session = authenticated.get(socket)
    if (session === undefined) return void socket.disconnect(true)
    const unwatch = watch.watch(session.tokenHash, session.expiresAt)
    const desk = connectDesk({ io, socket, services, log, person: session.person, limitReads })
    desks.add(desk)
    connectionLimit.release(socket.request)
    absenceWatch.connected(session.person.id)
    Promise.resolve(socket.join([sessionRoom(session.tokenHash), personRoom(session.person.id)])).catch(() => {})
    socket.on('disconnect', () => {
      unwatch()
      desks.delete(desk)
      absenceWatch.disconnected(session.person.id)
      desk.stop().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'presence was not sent'))
    })
  })

  // Each node ends its own sockets: through the adapter, the disconnection would overtake the `signedOut` message.
  const signOutHere = (tokenHash: string): void => {
    io.local.in(sessionRoom(tokenHash)).emit('signedOut')
    io.local.in(sessionRoom(tokenHash)).disconnectSockets(true)
  }
  const signOut = (tokenHash: string): void => {
    signOutHere(tokenHash)
    io.serverSideEmit('sessionEnded', tokenHash)
  }
  io.on('sessionEnded', signOutHere)
  sessions.onRevoked(signOut)
  const watch = watchSessions({ sessions, clock: services.clock, log, everyMs: sessionLookMs, end: signOutHere })

  return {
    refresh: (ids, documents) => {
      for (const desk of desks) {
        if (!ids.includes(desk.person().id)) continue
        const person = personSchema.safeParse(documents.get(entityKey({ noun: 'person', id: desk.person().id }))?.body)
        if (person.success) desk.updatePerson(person.data)
      }
    },
    expectReconnects: absenceWatch.expectReconnects,
    close: async () => {
      isClosing = true
      connectionLimit.stop()
      watch.stop()
      absenceWatch.stop()
      await io.close()
    },
  }
}
