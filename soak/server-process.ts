import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import pg from 'pg'
import { clusterHome } from '../server/postgres/cluster-home'
import { databaseUser } from '../server/postgres/os-user'
import { runningAddress } from '../server/postgres/running'

const built = join(import.meta.dirname, '../server/cli.cjs')

/** The server as it ships, on its own durable PostgreSQL, with the demo's people. */
export type ServerProcess = {
  address: string
  port: number
  kill: () => Promise<void>
  restart: () => Promise<void>
  stop: () => Promise<void>
  databaseUrl: () => string
  /** `kill -9` of its PostgreSQL, which the server itself starts again. @returns once it answers */
  killDatabase: () => Promise<void>
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) =>
        child.once('exit', () => {
          resolve()
        }),
      )

const launch = (data: string, port: number, log: string): Promise<{ child: ChildProcess; address: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', built, '--port', String(port), '--data', data, '--demo'],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOTLINE_LOG: 'warn' } },
    )
    child.stderr.pipe(createWriteStream(log, { flags: 'a' }))
    child.once('exit', (code, signal) => {
      reject(new Error(`the server ended with ${String(code ?? signal)}; see ${log}`))
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready"')) resolve({ child, address: (JSON.parse(line) as { address: string }).address })
    })
  })

const databaseWithinMs = 60_000
const startTries = 3

const answers = async (url: string): Promise<boolean> => {
  const db = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  db.on('error', () => undefined)
  try {
    await db.connect()
    await db.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await db.end().catch(() => undefined)
  }
}

const killPostgres = async (data: string, url: string): Promise<void> => {
  const [pid = ''] = readFileSync(join(clusterHome(data, databaseUser()), 'postgres', 'postmaster.pid'), 'utf8').split(
    '\n',
  )
  process.kill(Number(pid), 'SIGKILL')
  for (const deadline = Date.now() + databaseWithinMs; !(await answers(url));) {
    if (Date.now() > deadline) throw new Error('PostgreSQL did not come back')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** @param folder a fresh one; data and log go there */
export const startServer = async (folder: string): Promise<ServerProcess> => {
  const [data, log] = [join(folder, 'server'), join(folder, 'server.log')]
  let { child, address } = await launch(data, 0, log)
  const port = Number(new URL(address).port)
  // A harness that ends in the middle leaves no server behind.
  process.on('exit', () => {
    child.kill('SIGTERM')
  })
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal)
    await ended(child)
  }
  const databaseUrl = (): string => {
    const url = runningAddress(data)
    if (url === null) throw new Error('the PostgreSQL of the server was not found')
    return url
  }
  return {
    address,
    port,
    databaseUrl,
    killDatabase: () => killPostgres(data, databaseUrl()),
    kill: () => end('SIGKILL'),
    restart: async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          ;({ child, address } = await launch(data, port, log))
          return
        } catch (error) {
          // On a machine that is too busy PostgreSQL misses its own deadline; an operator would start it again.
          if (tries === startTries) throw error
          console.error(`start ${String(tries)} of the server failed: ${String(error)}`)
        }
      }
    },
    stop: () => end('SIGTERM'),
  }
}
