import { flipReader } from './bit-rot/flip-reader'
import { coreHost } from './core-host'
import { writeUntilKilled } from './power-loss/write-until-killed'

/** The processes that are killed, run out of disk and read damaged files: `writer.cjs MODE …`. */
const modes: Record<string, (args: string[]) => void | Promise<void>> = {
  write: writeUntilKilled,
  host: coreHost,
  flips: flipReader,
}

const [mode = '', ...args] = process.argv.slice(2)
const run = modes[mode]
if (run === undefined) throw new Error(`there is no mode ${mode}`)
Promise.resolve(run(args)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
