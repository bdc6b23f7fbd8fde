import { z } from 'zod'
import { within } from '#shared/async/pause'
import { failureSchema, type Failure } from '#shared/result'
import type { Settings } from '#shared/ipc/settings'
import type { LogFault } from '../fault-log'
import { keepRunning, type Child } from './keep-running'

/** Messages from the embedded server to the main process. */
const fromServerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), address: z.url() }),
  z.object({ kind: z.literal('failed'), failure: failureSchema }),
])

export type ServerHostParts = {
  /** @param port the port it had before, so that consoles and exchanges that know it find it again; 0 for any */
  fork: (port: number) => Child
  onReady: (address: string) => void
  onFailed: (failure: Failure) => void
  logFault: LogFault
}

/** A first start makes its database: 2 s on a quiet machine. */
const upWithinMs = 25_000
/** Its database flushes to disk before it ends. */
const stopWithinMs = 10_000

/** Runs the embedded server, again on the same port after a crash. */
export const createServerHost = ({
  fork,
  onReady,
  onFailed,
  logFault,
  port: firstPort,
}: ServerHostParts & { port: number }) => {
  let port = firstPort
  let address: string | null = null
  let waiting: (() => void)[] = []
  const keeper = keepRunning({
    name: 'embedded server',
    logFault,
    fork: () => fork(port),
    onMessage: (message) => {
      const parsed = fromServerSchema.safeParse(message)
      if (!parsed.success) return
      if (parsed.data.kind === 'failed') return onFailed(parsed.data.failure)
      address = parsed.data.address
      port = Number(new URL(address).port)
      onReady(address)
      waiting.forEach((go) => go())
      waiting = []
    },
    onGone: (crashes) => {
      address = null
      // Somebody else may have taken the port meanwhile.
      if (crashes > 1) port = 0
    },
  })
  return {
    start: (): void => keeper.start(),
    address: (): string | null => address,
    /** Resolves when the server is up, or after a limit so that nobody waits too long. */
    whenUp: async (): Promise<void> => {
      if (address === null) await within(upWithinMs, new Promise<void>((resolve) => waiting.push(resolve)))
    },
    stop: async (): Promise<void> => {
      address = null
      await keeper.stop({ kind: 'close' }, stopWithinMs)
    },
  }
}
export type ServerHost = ReturnType<typeof createServerHost>

/** The embedded server's machine, at the discard port: well-formed, and nobody answers. */
export const notYetAddress = 'http://127.0.0.1:9'

/** `isFixed`: named from outside, so that the settings do not count. */
export type ServerNow = { address: string; isEmbedded: boolean; isFixed: boolean }

/** Which server this console talks to: HOTLINE_SERVER, then the settings; embedded unless one is named. */
export const createServerChoice = ({
  named,
  settings,
  embedded,
  onAddress,
}: {
  named: string | null
  settings: () => Settings
  embedded: ServerHost
  onAddress: (address: string) => void
}) => {
  const remote = (): string | null => {
    if (named !== null) return named
    const { server } = settings()
    return server.kind === 'remote' ? server.address : null
  }
  return {
    /** Empty while the embedded server starts. */
    read: (): ServerNow => {
      const address = remote()
      return address === null
        ? { address: embedded.address() ?? '', isEmbedded: true, isFixed: false }
        : { address, isEmbedded: false, isFixed: named !== null }
    },
    whenUp: (): Promise<void> => (remote() === null ? embedded.whenUp() : Promise.resolve()),
    /** Starts or stops the embedded server as the settings ask, then announces the server's address. */
    follow: async (): Promise<void> => {
      const address = remote()
      if (address === null) {
        embedded.start()
        return
      }
      onAddress(address)
      await embedded.stop()
    },
  }
}
