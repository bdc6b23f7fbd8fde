import { homedir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { errorSentence } from '#shared/errors'
import { fail, type Failure } from '#shared/result'
import { readServerOptions, usage } from './cli-options'
import { FailureError } from './failure-error'
import { startServer, type RunningServer } from './start'

/** What Electron's utilityProcess adds to `process`. */
type ParentPort = {
  on: (event: 'message', hear: (message: { data: unknown }) => void) => void
  postMessage: (message: unknown) => void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

/** The system's folder for a program's data; for root one that the database's OS user can read. */
const defaultDataDirectory = (): string => {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Hotline Console', 'server')
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'Hotline Console', 'server')
  if (process.getuid?.() === 0) return '/var/lib/hotline-console/server'
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'hotline-console', 'server')
}

const start = async (): Promise<RunningServer | null> => {
  const options = readServerOptions(process.argv.slice(2), process.env)
  if (options === 'help') {
    console.log(usage)
    return null
  }
  const { data, offlineLeaseHours, eraseAfterDays, ...given } = options
  const databaseUrl = process.env['DATABASE_URL']
  const log = pino({ level: process.env['HOTLINE_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }))
  const dataDirectory = data ?? defaultDataDirectory()
  const server = await startServer({
    ...given,
    log,
    ...(offlineLeaseHours === undefined ? {} : { offlineLeaseHours }),
    ...(eraseAfterDays === undefined ? {} : { eraseAfterDays }),
    ...(databaseUrl === undefined ? { dataDirectory } : { databaseUrl }),
  })
  console.log(
    `Hotline server listens at ${server.address}${databaseUrl === undefined ? `, its data is in ${dataDirectory}` : ''}.`,
  )
  console.log(JSON.stringify({ ready: true, address: server.address }))
  parentPort?.postMessage({ kind: 'ready', address: server.address })
  return server
}

const stopOnRequest = (server: RunningServer): void => {
  const stop = (): void => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  parentPort?.on('message', ({ data }) => {
    if ((data as { kind?: unknown } | null)?.kind === 'close') stop()
  })
}

const giveUp = (error: unknown): void => {
  const failure: Failure =
    error instanceof FailureError ? error.failure : fail('internal', { reference: 'start' }).failure
  if (!(error instanceof FailureError)) console.error(error)
  console.error(errorSentence('zh', failure))
  console.error(errorSentence('en', failure))
  parentPort?.postMessage({ kind: 'failed', failure })
  // Gives the message time to reach the parent process.
  setTimeout(() => process.exit(1), parentPort === undefined ? 0 : 200)
}

start().then((server) => {
  if (server !== null) stopOnRequest(server)
}, giveUp)
