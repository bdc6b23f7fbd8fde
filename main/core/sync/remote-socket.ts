import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import type { DeskId, RemoteSessionId } from '#shared/ids'
import {
  remoteJoinedSchema,
  remoteMessageSchema,
  remoteSocketPath,
  remoteViewSchema,
  type RemoteAct,
  type RemoteJoined,
  type RemoteMessage,
  type RemoteSays,
  type RemoteServerSays,
  type RemoteView,
} from '#shared/protocol/remote'
import { fail, type Failure, type Result } from '#shared/result'
import { socketPlace } from '../server-link/ask-server'
import { checked, refusalOf, resultOf } from '../server-link/checked-messages'
import { trustingAgent } from '../server-link/trusted-roots'

/** What was said to a customer who listens is answered at once, or not at all. */
const answerWithinMs = 8000

const answerSchema = resultOf(z.null())

export type RemoteHandlers = {
  joined: (joined: RemoteJoined) => void
  view: (view: RemoteView) => void
  message: (message: RemoteMessage) => void
  /** The server answered and does not let this console take part. */
  refused: (failure: Failure) => void
  /** The connection was cut or never made. */
  cut: () => void
}

/** One connection of an agent to a remote session, which never reconnects. */
export type RemoteSocket = {
  message: (message: RemoteMessage) => Promise<Result<null>>
  act: (act: RemoteAct) => Promise<Result<null>>
  close: () => void
}

/** Connects once. */
export const openRemoteSocket = (
  address: string,
  auth: { token: string; deskId: DeskId; sessionId: RemoteSessionId },
  handlers: RemoteHandlers,
): RemoteSocket => {
  const { origin, path } = socketPlace(address, remoteSocketPath)
  const socket: Socket<RemoteServerSays, RemoteSays> = io(origin, {
    path,
    transports: ['websocket', 'polling'],
    // Where a proxy lets no WebSocket through, polling does.
    tryAllTransports: true,
    // Engine.IO passes it to `ws` and its own requests, but its types only know browsers.
    ...(origin.startsWith('https:') ? { agent: trustingAgent() as never, rejectUnauthorized: true } : {}),
    reconnection: false,
    forceNew: true,
    auth: { as: 'agent', ...auth },
    timeout: answerWithinMs,
  })
  let isOver = false
  const over = (notify: () => void): void => {
    if (isOver) return
    isOver = true
    socket.close()
    notify()
  }
  socket.on('joined', checked(remoteJoinedSchema, handlers.joined))
  socket.on('session', checked(remoteViewSchema, handlers.view))
  socket.on('message', checked(remoteMessageSchema, handlers.message))
  socket.on('alive', (answer) => answer())
  socket.on('connect_error', (error) => {
    const refusal = refusalOf(error)
    over(() => (refusal === null ? handlers.cut() : handlers.refused(refusal)))
  })
  socket.on('disconnect', () => over(handlers.cut))

  const ask = async (say: () => Promise<unknown>): Promise<Result<null>> => {
    // Socket.IO would keep it and send it later, when it means something else.
    if (!socket.connected) return fail('offline')
    try {
      const answer = answerSchema.safeParse(await say())
      return answer.success ? answer.data : fail('internal', { reference: 'remote-answer' })
    } catch {
      return fail('offline')
    }
  }
  const timed = socket.timeout(answerWithinMs)
  return {
    message: (message) => ask(() => timed.emitWithAck('message', message)),
    act: (act) => ask(() => timed.emitWithAck('act', act)),
    close: () => over(() => undefined),
  }
}
