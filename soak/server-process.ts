import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { clusterHome, databaseUser, runningAddress } from '../server/postgres/cluster-home'
import { startServerProcess, type ServerProcess } from '../testing/child-server'
import { until } from '../testing/until'

const built = join(import.meta.dirname, '../server/cli.cjs')

/** The server as it ships, on its own durable PostgreSQL, with the demo's people. */
export type SoakServer = ServerProcess & {
  databaseUrl: () => string
  /** `kill -9` of its PostgreSQL, which the server itself starts again. @returns once it answers */
  killDatabase: () => Promise<void>
}

const databaseWithinMs = 60_000
const startTries = 3
/** After a million commands the last checkpoint takes its time. */
const stopWithinMs = 120_000

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
  await until(() => answers(url), 'PostgreSQL to come back', databaseWithinMs, 50)
}

/** @param folder a fresh one; data and log go there */
export const startServer = async (folder: string): Promise<SoakServer> => {
  const data = join(folder, 'server')
  const server = await startServerProcess(built, data, { env: { HOTLINE_LOG: 'warn' } }, join(folder, 'server.log'))
  const databaseUrl = (): string => {
    const url = runningAddress(data)
    if (url === null) throw new Error('the PostgreSQL of the server was not found')
    return url
  }
  return {
    ...server,
    databaseUrl,
    killDatabase: () => killPostgres(data, databaseUrl()),
    restart: async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          await server.restart()
          return
        } catch (error) {
          // On a machine that is too busy PostgreSQL misses its own deadline; an operator would start it again.
          if (tries === startTries) throw error
          console.error(`start ${String(tries)} of the server failed: ${String(error)}`)
        }
      }
    },
    stop: () => server.stop(stopWithinMs),
  }
}
