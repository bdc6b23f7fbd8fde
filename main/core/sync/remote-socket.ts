import { z } from 'zod'
import type { DeskId, RemoteSessionId } from '#shared/ids'
import { newestViews } from '#shared/protocol/newest-view'
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
import type { Failure, Result } from '#shared/result'
import { checked, refusalOf, resultOf } from '../server-link/checked-messages'
import { openSingleConnection } from './single-connection'

/** What was said to a customer who listens is answered at once, or not at all. */
const answerWithinMs = 8000

const answer = resultOf(z.null())

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
  const { socket, over, ask } = openSingleConnection<RemoteServerSays, RemoteSays>(
    address,
    {
      transports: ['websocket', 'polling'],
      // Where a proxy lets no WebSocket through, polling does.
      tryAllTransports: true,
      auth: { as: 'agent', ...auth },
    },
    remoteSocketPath,
  )
  socket.on('joined', checked(remoteJoinedSchema, handlers.joined))
  socket.on('session', checked(remoteViewSchema, newestViews(handlers.view)))
  socket.on('message', checked(remoteMessageSchema, handlers.message))
  socket.on('alive', (answer) => answer())
  socket.on('connect_error', (error) => {
    const refusal = refusalOf(error)
    over(() => (refusal === null ? handlers.cut() : handlers.refused(refusal)))
  })
  socket.on('disconnect', () => over(handlers.cut))

  const timed = socket.timeout(answerWithinMs)
  return {
    message: (message) => ask(answer, () => timed.emitWithAck('message', message)),
    act: (act) => ask(answer, () => timed.emitWithAck('act', act)),
    close: () => over(() => undefined),
  }
}
