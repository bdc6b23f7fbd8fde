import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pino } from 'pino'
import { errorSentence } from '#shared/errors'
import { fail, type Failure } from '#shared/result'
import { FailureError } from './failure-error'
import { startServer, type RunningServer } from './start'
import { readLongestWaits } from './telephone/call-limits'

const defaultPort = 4646

/** What Electron's utilityProcess adds to `process`. */
type ParentPort = {
  on: (event: 'message', hear: (message: { data: unknown }) => void) => void
  postMessage: (message: unknown) => void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

const usage = `hotline server
  --port P        port to listen on (default ${defaultPort}; 0 takes a free one)
  --host H        address to listen on (default 127.0.0.1)
  --data DIR      where the embedded PostgreSQL keeps its data
  --demo          fill an empty database with demo data
  --cti-token T   the token of the telephone endpoints (or HOTLINE_CTI_TOKEN; demo: "demo")
  --block N,N     callers that are turned away as busy (or HOTLINE_BLOCKED_NUMBERS)
  --caller-id N   the number that called customers see (or HOTLINE_CALLER_ID)
  --help          this text
  HOTLINE_LONGEST_WAIT   minutes after which a waiting call whose hang-up never came is over (default 720;
                         per queue: technical=120,nonAgreement=480)
  HOTLINE_OFFLINE_HOURS  how long a console may show its copy without the server (default 72)
  HOTLINE_ERASE_DAYS     how many days later it erases it (default 14)
  DATABASE_URL    use this PostgreSQL instead of the embedded one
  HOTLINE_LOG     how much is logged: error, warn, info (default) or debug`

/** Where the system expects a program's own data; root's lies where the database's OS user can reach it. */
const defaultDataDirectory = (): string => {
  if (process.platform === 'win32') return join(process.env['LOCALAPPDATA'] ?? homedir(), 'Hotline Console', 'server')
  if (process.platform === 'darwin')
    return join(homedir(), 'Library', 'Application Support', 'Hotline Console', 'server')
  if (process.getuid?.() === 0) return '/var/lib/hotline-console/server'
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'hotline-console', 'server')
}

const readArguments = () => {
  try {
    return parseArgs({
      args: process.argv.slice(2),
      options: {
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string' },
        demo: { type: 'boolean', default: false },
        'cti-token': { type: 'string' },
        block: { type: 'string' },
        'caller-id': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new FailureError('badInput', { detail: (error as Error).message })
  }
}

const portFrom = (text: string | undefined): number => {
  if (text === undefined) return defaultPort
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new FailureError('badInput', { detail: `--port ${text}` })
  return port
}

const positiveFrom = (name: string): number | undefined => {
  const text = process.env[name]
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (!Number.isFinite(value) || value <= 0 || value > 10_000)
    throw new FailureError('badInput', { detail: `${name}=${text}` })
  return value
}

const listFrom = (text = ''): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')

const start = async (): Promise<RunningServer | null> => {
  const values = readArguments()
  if (values.help) {
    console.log(usage)
    return null
  }
  const databaseUrl = process.env['DATABASE_URL']
  const ctiToken = values['cti-token'] ?? process.env['HOTLINE_CTI_TOKEN'] ?? (values.demo ? 'demo' : null)
  const offlineLeaseHours = positiveFrom('HOTLINE_OFFLINE_HOURS')
  const eraseAfterDays = positiveFrom('HOTLINE_ERASE_DAYS')
  const log = pino({ level: process.env['HOTLINE_LOG'] ?? 'info' }, pino.destination({ dest: 2, sync: true }))
  const dataDirectory = values.data ?? defaultDataDirectory()
  const server = await startServer({
    host: values.host,
    port: portFrom(values.port),
    isDemo: values.demo,
    ctiToken,
    log,
    blockedNumbers: listFrom(values.block ?? process.env['HOTLINE_BLOCKED_NUMBERS']),
    callLimits: { waitingMs: readLongestWaits(process.env['HOTLINE_LONGEST_WAIT']) },
    callerId: values['caller-id'] ?? process.env['HOTLINE_CALLER_ID'] ?? null,
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
  // Leaves the message time to cross to the parent process.
  setTimeout(() => process.exit(1), parentPort === undefined ? 0 : 200)
}

start().then((server) => {
  if (server !== null) stopOnRequest(server)
}, giveUp)
