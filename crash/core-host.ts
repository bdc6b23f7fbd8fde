import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import { createCore } from '../main/core/core'

/** A core at the other end of this process' channel, as the console's utilityProcess is. */
export const coreHost = (): void => {
  const handle = createCore((message: FromCore) => { process.send?.(message) }, (line) => { console.error(JSON.stringify(line)) })
  process.on('message', (message) => handle(message as ToCore))
  process.on('disconnect', () => process.exit(0))
}
