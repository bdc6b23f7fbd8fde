import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client'
import type { z } from 'zod'
import { fail, type Result } from '#shared/result'
import { socketPlace } from '../server-link/ask-server'
import { trustingAgent } from '../server-link/trusted-roots'

const connectWithinMs = 8000

type Events = Record<string, (...given: never[]) => void>
export type SingleConnection<Hears extends Events, Says extends Events> = {
  socket: Socket<Hears, Says>
  /** Closes it and says so, the first time. */
  over: (notify: () => void) => void
  /** @returns the answer; `offline` where none comes in time, or where there is no connection now */
  ask: <T>(schema: z.ZodType<Result<T>>, send: () => Promise<unknown>) => Promise<Result<T>>
}

/** One connection to a server, which never reconnects. @param path of the socket, where it is not the console's own */
export const openSingleConnection = <Hears extends Events, Says extends Events>(
  address: string,
  options: Partial<ManagerOptions & SocketOptions>,
  path?: string,
): SingleConnection<Hears, Says> => {
  const place = socketPlace(address, path)
  const socket: Socket<Hears, Says> = io(place.origin, {
    path: place.path,
    // Engine.IO passes it to `ws` and its own requests, but its types only know browsers.
    ...(place.origin.startsWith('https:') ? { agent: trustingAgent() as never, rejectUnauthorized: true } : {}),
    reconnection: false,
    forceNew: true,
    timeout: connectWithinMs,
    ...options,
  })
  let isOver = false
  return {
    socket,
    over: (notify) => {
      if (isOver) return
      isOver = true
      socket.close()
      notify()
    },
    ask: async (schema, send) => {
      // Socket.IO would keep it and send it later, when it means something else.
      if (!socket.connected) return fail('offline')
      try {
        const parsed = schema.safeParse(await send())
        return parsed.success ? parsed.data : fail('internal', { reference: 'answer-shape' })
      } catch {
        return fail('offline')
      }
    },
  }
}
