import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { v7 as newUuid } from 'uuid'
import type { Person } from '#shared/domain/person'
import { pushSchema } from '#shared/protocol/command'
import { bootstrapSchema, pullSchema } from '#shared/protocol/feed'
import type { ConsoleSays, ServerSays } from '#shared/protocol/socket'
import { wireVersion } from '#shared/protocol/version'
import { ok } from '#shared/result'
import { createSmallServer, type SmallServer } from './small-server'

/** A small server on a real socket. It outlives the killed desks, so it knows what it received, and when. */
export type SocketServer = {
  store: SmallServer
  address: string
  /** Ids of commands in the order they first came in. */
  received: string[]
  setOnline: (isOnline: boolean) => void
  /** The next desk that connects has other scopes, and starts its copy over. */
  changeScopes: () => void
  /** Sends whatever is new to the desk, as the server does after a commit. */
  sendChanges: () => void
  close: () => Promise<void>
}

/** Starts it on a free port for one person's desk. */
export const startSocketServer = async (person: Person): Promise<SocketServer> => {
  const server = createSmallServer(person)
  const http = createServer()
  const io = new Server<ConsoleSays, ServerSays>(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 5e6,
  })
  const received: string[] = []
  const known = new Set<string>()
  let scopes = 0
  let isOnline = true
  let sentUpTo = 0
  const sendChanges = (): void => {
    const now = server.head()
    if (now > sentUpTo) io.emit('changes', server.pull(sentUpTo, now - sentUpTo))
    sentUpTo = now
  }
  io.use((_socket, next) => next(isOnline ? undefined : new Error('away')))
  io.on('connection', (socket) => {
    socket.emit('welcome', {
      person,
      head: server.head(),
      serverAt: Date.now(),
      wireVersion,
      scopesKey: `scopes ${String(scopes)}`,
    })
    socket.on('push', (input, answer) => {
      const { commands } = pushSchema.parse(input)
      for (const { id } of commands) {
        if (known.has(id)) continue
        known.add(id)
        received.push(id)
      }
      answer(ok({ outcomes: server.push(commands) }))
      sendChanges()
    })
    socket.on('pull', (input, answer) => {
      const { after, limit } = pullSchema.parse(input)
      answer(ok(server.pull(after, limit)))
    })
    socket.on('bootstrap', (input, answer) => {
      const { cursor, limit } = bootstrapSchema.parse(input)
      answer(ok(server.bootstrap(cursor, limit)))
    })
    socket.on('presence', (_input, answer) => answer(ok(null)))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const bound = http.address()
  return {
    store: server,
    received,
    sendChanges,
    address: `http://127.0.0.1:${String(typeof bound === 'object' && bound !== null ? bound.port : 0)}`,
    setOnline: (now) => {
      isOnline = now
      if (!now) io.disconnectSockets(true)
    },
    changeScopes: () => {
      scopes += 1
    },
    close: () => io.close(),
  }
}

/** A token as long as a real one; the server does not check it. */
export const deskToken = `crash-${newUuid()}`
