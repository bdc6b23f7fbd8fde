import type { Settings } from '#shared/ipc/settings'
import type { ServerHost } from './server-host'

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
