import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import { createCore } from '../main/core/core'

/** Makes the clock of this process as wrong as a device's can be. */
const skewClock = (skewMs: number): void => {
  const sound = Date.now
  Date.now = () => sound() + skewMs
}

/**
 * A core at the other end of this process' channel, as the console's utilityProcess is. The first argument is by how
 * many ms its clock is off.
 */
export const coreHost = ([skewMs = '0']: string[]): void => {
  skewClock(Number(skewMs))
  const handle = createCore(
    (message: FromCore) => {
      process.send?.(message)
    },
    (line) => {
      console.error(JSON.stringify(line))
    },
  )
  process.on('message', (message) => handle(message as ToCore))
  process.on('disconnect', () => process.exit(0))
}
