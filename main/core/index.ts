import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import { createCore } from './core'

/** The end of the MessagePort that Electron gives a utilityProcess; all of Electron that the core knows. */
type ParentPort = {
  on: (name: 'message', hear: (event: { data: ToCore }) => void) => void
  postMessage: (message: FromCore) => void
}

// Elsewhere than in a utilityProcess there is none, whatever Electron's own types say.
const portOf = ({ parentPort }: { parentPort?: ParentPort }): ParentPort | undefined => parentPort

const port = portOf(process)
if (port === undefined) throw new Error('the desk core runs only as a utilityProcess')

const handle = createCore(
  (message) => port.postMessage(message),
  (line) => {
    process.stderr.write(`${JSON.stringify(line)}\n`)
  },
)
port.on('message', ({ data }) => {
  handle(data)
  // The port would keep the process alive for ever.
  if (data.kind === 'close') setImmediate(() => process.exit(0))
})
