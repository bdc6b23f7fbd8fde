import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { utilityProcess } from 'electron'
import type { Child } from './keep-running'

/** The environment of a child process, without the passphrase and Node options. */
const childEnvironment = (): Record<string, string> => {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(entries.filter(([name]) => name !== 'HOTLINE_PASSPHRASE' && name !== 'NODE_OPTIONS'))
}

/** @param built the folder `out`. The desk core is read from inside the archive. */
export const forkCore = (built: string): Child =>
  utilityProcess.fork(join(built, 'main', 'core.cjs'), [], {
    serviceName: 'desk core',
    stdio: 'inherit',
    env: childEnvironment(),
  })

/**
 * The embedded server starts programs that lie beside its packages, so it runs outside the archive.
 * @param ctiToken goes by the environment: arguments are seen by every user of the machine
 */
export const forkServer = (built: string, args: string[], ctiToken: string): Child => {
  const unpacked = built.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`)
  const file = join(existsSync(join(unpacked, 'server', 'cli.cjs')) ? unpacked : built, 'server', 'cli.cjs')
  return utilityProcess.fork(file, args, {
    serviceName: 'embedded server',
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...childEnvironment(), HOTLINE_CTI_TOKEN: ctiToken },
  })
}
