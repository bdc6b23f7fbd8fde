import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { createAdapter } from '@socket.io/postgres-adapter'
import { Server } from 'socket.io'
import { personSchema } from '#shared/domain/person'
import type { StoredDocument } from '../feed/rows'
import { entityKey } from '../feed/rows'
import type { Services } from '../services'
import type { Session } from '../session/sessions'
import { FailureError } from '../failure-error'
import { messageOf } from '../message-of'
import { failureFrom } from './answer'
import { openDesk, type Desk } from './desk'
import { createDoor } from './door'
import { greet, RefusedConnection } from './handshake'
import { createLeaving } from './leaving'
import { tellInTurn } from './presence'
import { personRoom, sessionRoom } from './rooms'
import { watchSessions } from './session-watch'
import { takeTurns } from './turns'
import type { SyncServer } from './types'

/** A push of 50 long notes; an article goes by HTTP. */
const largestMessage = 4 * 1024 * 1024
/** A dead machine shows within five seconds. */
const heartbeat = { pingInterval: 2000, pingTimeout: 3000 }
/** The database's connections are shared out, so that coming back and catching up hold up nobody's commands. */
const greetedAtOnce = 4
/** Pages read at the same time by all desks. */
const readersAtOnce = 4

/** How long a desk may be gone before its agent is not ready, and how often sessions are looked at. */
export type SyncTimes = { leaveAfterMs: number; sessionLookMs: number }

export type Sync = {
  /** Told when people's own documents changed. */
  refresh: (ids: string[], documents: ReadonlyMap<string, StoredDocument>) => void
  /** Called once after a start. */
  expectBack: () => Promise<void>
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
  const door = createDoor()
  const io: SyncServer = new Server(app.server, {
    allowRequest: door.allow,
    perMessageDeflate: false,
    maxHttpBufferSize: largestMessage,
    serveClient: false,
    ...heartbeat,
  })
  let isClosing = false
  io.adapter(
    createAdapter(pool, {
      errorHandler: (error) => isClosing || log.warn({ error: error.message }, 'a signal between nodes was lost'),
    }),
  )
  const [greeting, reading] = [takeTurns(greetedAtOnce), takeTurns(readersAtOnce)]
  const greeted = new WeakMap<object, Session>()
  const desks = new Set<Desk>()
  const leaving = createLeaving(io, services, leaveAfterMs)

  io.on('presenceMoved', (ticketId) => {
    tellInTurn(io, ticketId).catch((error: unknown) => log.warn({ error: messageOf(error) }, 'presence was not told'))
  })
  io.use((socket, next) => {
    const question = greeting(async () => {
      // Whoever gave up while he waited costs no question.
      if (socket.conn.readyState !== 'open') throw new FailureError('offline')
      return greet(socket.handshake.auth, services)
    })
    question
      .then((session) => {
        greeted.set(socket, session)
        socket.data = { personId: session.person.id, name: session.person.name, ticketId: null }
        next()
      })
      .catch((error: unknown) => {
        door.passed(socket.request)
        next(new RefusedConnection(failureFrom(error, log).failure))
      })
  })

  io.on('connection', (socket) => {
    const session = greeted.get(socket)
    if (session === undefined) return void socket.disconnect(true)
    const unwatch = watch.watch(session.tokenHash, session.expiresAt)
    const desk = openDesk({ io, socket, services, log, person: session.person, reading })
    desks.add(desk)
    door.passed(socket.request)
    leaving.cameBack(session.person.id)
    Promise.resolve(socket.join([sessionRoom(session.tokenHash), personRoom(session.person.id)])).catch(() => {})
    socket.on('disconnect', () => {
      unwatch()
      desks.delete(desk)
      leaving.left(session.person.id)
      desk.stop().catch((error: unknown) => log.warn({ error: messageOf(error) }, 'presence was not told'))
    })
  })

  // Each node ends its own sockets: sent through the adapter, the word waits for PostgreSQL and the end overtakes it.
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
        if (person.success) desk.become(person.data)
      }
    },
    expectBack: leaving.expectBack,
    close: async () => {
      isClosing = true
      door.stop()
      watch.stop()
      leaving.stop()
      await io.close()
    },
  }
}
