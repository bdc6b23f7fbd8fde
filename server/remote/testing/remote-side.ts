import { io, type Socket } from 'socket.io-client'
import type { Result } from '#shared/result'
import { newestViews } from '#shared/protocol/newest-view'
import {
  remoteSocketPath,
  type RemoteAct,
  type RemoteJoined,
  type RemoteMessage,
  type RemoteSays,
  type RemoteServerSays,
  type RemoteView,
} from '#shared/protocol/remote'
import { until } from '../../../testing/until'

export type RemoteTestSide = {
  socket: Socket<RemoteServerSays, RemoteSays>
  /** The key of a page; empty for a console. */
  key: () => string
  joined: () => RemoteJoined | null
  view: () => RemoteView | null
  messages: RemoteMessage[]
  /** @returns `ok`, or the code of the refusal */
  act: (act: RemoteAct) => Promise<string>
  send: (message: RemoteMessage) => Promise<string>
  /** Waits until what this side is shown is so. */
  sees: (what: string, is: (view: RemoteView) => boolean) => Promise<RemoteView>
  close: () => void
}

const codeOf = (answer: unknown): string => {
  const result = answer as Result<null>
  return result.ok ? 'ok' : result.failure.code
}

/**
 * Connects a side of a remote session.
 * @param from the address that a reverse proxy on this machine would have seen
 * @returns it, or the code of the refusal
 */
export const openSide = (
  address: string,
  auth: Record<string, unknown>,
  from?: string,
): Promise<RemoteTestSide | string> =>
  new Promise((resolve) => {
    const socket: RemoteTestSide['socket'] = io(address, {
      path: remoteSocketPath,
      auth,
      ...(from === undefined ? {} : { extraHeaders: { 'x-forwarded-for': from } }),
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    })
    let view: RemoteView | null = null
    let joined: RemoteJoined | null = null
    const messages: RemoteMessage[] = []
    socket.on(
      'session',
      newestViews((seen) => (view = seen)),
    )
    socket.on('joined', (seen) => (joined = seen))
    socket.on('message', (message) => messages.push(message))
    socket.on('alive', (answer) => answer())
    const side: RemoteTestSide = {
      socket,
      key: () => joined?.key ?? '',
      joined: () => joined,
      view: () => view,
      messages,
      act: async (act) => codeOf(await socket.timeout(5000).emitWithAck('act', act)),
      send: async (message) => codeOf(await socket.timeout(5000).emitWithAck('message', message)),
      sees: (what, is) => until(() => (view !== null && is(view) ? view : null), what),
      close: () => socket.disconnect(),
    }
    socket.once('connect', () => resolve(side))
    socket.once('connect_error', (error) => {
      resolve((error as unknown as { data?: { code: string } }).data?.code ?? error.message)
    })
  })
