import '../../shared/schemas-without-eval'
import { io, type Socket } from 'socket.io-client'
import { z } from 'zod'
import { newestViews } from '#shared/protocol/newest-view'
import {
  closedRemoteSchema,
  remoteJoinedSchema,
  remoteMessageSchema,
  remoteSocketPath,
  remoteViewSchema,
  type ClosedRemote,
  type RemoteAct,
  type RemoteJoined,
  type RemoteMessage,
  type RemoteSays,
  type RemoteServerSays,
  type RemoteView,
} from '#shared/protocol/remote'

type Hearers = {
  onJoined: (joined: RemoteJoined) => void
  onView: (view: RemoteView) => void
  onMessage: (message: RemoteMessage) => void
  onUp: (isSlow: boolean) => void
  onLost: () => void
  /** The server does not let the page in, and why; `unreachable` where it never answered. */
  onRefused: (code: string) => void
}
/** What gets the page in: the code, or the key that it was given for it. */
export type Ticket =
  { as: 'customer'; code: string; contactName: string; browser: string } | ({ as: 'returning' } & ClosedRemote)

export type RemoteLink = {
  /** @returns null where it was done; else the code of what refused it, `lost` where nobody answered */
  act: (act: RemoteAct) => Promise<string | null>
  send: (message: RemoteMessage) => Promise<string | null>
  close: () => void
}

const answerWithinMs = 8000
const againMs = 1500
const resultSchema = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), failure: z.object({ code: z.string() }) }),
])

/** @returns what a page of this tab kept, null where that is nothing or was changed */
export const readKeptKey = (text: string): ClosedRemote | null => {
  try {
    return closedRemoteSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/**
 * Connects the page to its session and keeps it connected.
 * @param path of the server, `/` or below a proxy's
 * @param ticket asked at every connection: after the first it is the key
 */
export const openRemoteLink = (path: string, ticket: () => Ticket, hearers: Hearers): RemoteLink => {
  let wasUp = false
  let isClosed = false
  const socket: Socket<RemoteServerSays, RemoteSays> = io(location.origin, {
    path: `${path.replace(/\/$/, '')}${remoteSocketPath}`,
    auth: (give) => {
      give(ticket())
    },
    // Some networks let no WebSocket through.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 3000,
    timeout: 8000,
  })
  const close = (): void => {
    isClosed = true
    socket.disconnect()
  }
  const again = (): void => {
    setTimeout(() => isClosed || socket.connect(), againMs)
  }
  /** Hears what is as it should be; anything else is as if it had not been said. */
  const hearing =
    <S extends z.ZodType>(schema: S, hear: (value: z.infer<S>) => void) =>
    (raw: unknown): void => {
      const { data } = schema.safeParse(raw)
      if (data !== undefined && !isClosed) hear(data)
    }

  socket.on('connect', () => {
    wasUp = true
    hearers.onUp(socket.io.engine.transport.name !== 'websocket')
  })
  socket.on('disconnect', (reason) => {
    if (isClosed) return
    hearers.onLost()
    // A server that stops lets everybody go; another one, or the same, lets them in again.
    if (reason === 'io server disconnect') again()
  })
  socket.on('connect_error', (error) => {
    const code = (error as { data?: { code?: unknown } }).data?.code
    if (code === 'internal' && wasUp) return again()
    if (typeof code !== 'string' && wasUp) return
    close()
    hearers.onRefused(typeof code === 'string' ? code : 'unreachable')
  })
  socket.on('joined', hearing(remoteJoinedSchema, hearers.onJoined))
  socket.on('session', hearing(remoteViewSchema, newestViews(hearers.onView)))
  socket.on('message', hearing(remoteMessageSchema, hearers.onMessage))
  socket.on('alive', (answer) => {
    answer()
  })

  const ask = async (say: () => Promise<unknown>): Promise<string | null> => {
    if (!socket.connected) return 'lost'
    try {
      const answer = resultSchema.parse(await say())
      return answer.ok ? null : answer.failure.code
    } catch {
      return 'lost'
    }
  }
  return {
    act: (act) => ask(() => socket.timeout(answerWithinMs).emitWithAck('act', act)),
    send: (message) => ask(() => socket.timeout(answerWithinMs).emitWithAck('message', message)),
    close,
  }
}
