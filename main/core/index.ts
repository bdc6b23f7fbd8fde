import type { FromCore, ToCore } from '#shared/ipc/core-messages'
import { createCore } from './core'

/** The MessagePort of a utilityProcess; the core uses nothing else of Electron. */
type ParentPort = {
  on: (name: 'message', hear: (event: { data: ToCore }) => void) => void
  postMessage: (message: FromCore) => void
}

// Outside a utilityProcess it is undefined, although Electron's types say otherwise.
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
  // The open port would keep the process alive.
  if (data.kind === 'close') setImmediate(() => process.exit(0))
})
