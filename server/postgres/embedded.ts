import { randomBytes } from 'node:crypto'
import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Client } from 'pg'
import type { Logger } from 'pino'
import { pause } from '#shared/async/pause'
import { FailureError, messageOf } from '../failure-error'
import { findBinaries, type Binaries } from './binaries'
import { lockData } from './data-lock'
import { clusterHome, forgetVanished, databaseUser, type OsUser, databaseAddress, databaseRole } from './cluster-home'
import { stopOrphan, finished, freePort, spawnAs } from './process'

export type EmbeddedPostgres = {
  url: string
  stop: () => Promise<void>
  /** For tests: the process as it runs now. */ pid: () => number | null
}

export type EmbeddedOptions = {
  directory: string
  log: Logger
  /** False only in tests: a crash of the machine may then lose data. */ isDurable?: boolean
}

const startDeadlineMs = 30_000

const writable = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    writeFileSync(join(directory, '.writable'), '')
    rmSync(join(directory, '.writable'))
  } catch (error) {
    throw new FailureError('notWritable', { path: directory }, { cause: error })
  }
}

/** The password is stored beside the cluster, readable by this user only. */
const passwordIn = (directory: string): string => {
  const file = join(directory, 'postgres-password')
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}

/** Creates the cluster beside its final place, so that an interrupted initdb leaves no half-made cluster there. */
const initialise = async (
  binaries: Binaries,
  home: string,
  cluster: string,
  user: OsUser | null,
  password: string,
): Promise<void> => {
  const half = `${cluster}.new`
  const passwordFile = join(home, 'initdb-password')
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user !== null) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid)
  try {
    const { code, output } = await finished(
      spawnAs(
        user,
        binaries.initdb,
        [
          '-D',
          half,
          '-U',
          databaseRole,
          '--auth=scram-sha-256',
          `--pwfile=${passwordFile}`,
          '--encoding=UTF8',
          '--locale=C',
          '--locale-provider=builtin',
          '--builtin-locale=C.UTF-8',
        ],
        half,
      ),
    )
    if (code !== 0) throw new FailureError('databaseNotStarted', { detail: lastLine(output) })
    renameSync(half, cluster)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

const lastLine = (output: string): string =>
  output
    .trim()
    .split('\n')
    .filter((line) => /error|fatal|hint/i.test(line))
    .at(-1) ??
  output.trim().split('\n').at(-1) ??
  ''

/** Small and quiet: one desk or one hotline, no replicas, no parallel workers. */
const settings = (port: number, isDurable: boolean): string[] =>
  [
    `listen_addresses=127.0.0.1`,
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=60',
    'shared_buffers=64MB',
    'io_method=sync',
    'jit=off',
    'max_wal_senders=0',
    'wal_level=minimal',
    'max_parallel_workers=0',
    'max_worker_processes=2',
    'autovacuum_max_workers=1',
    'autovacuum_worker_slots=2',
    `fsync=${isDurable ? 'on' : 'off'}`,
    'log_statement=none',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ].flatMap((setting) => ['-c', setting])

const accepts = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

type Running = { child: ChildProcess; ended: Promise<{ code: number | null; output: string }> }

const launch = async (
  binaries: Binaries,
  cluster: string,
  user: OsUser | null,
  port: number,
  url: string,
  isDurable: boolean,
): Promise<Running> => {
  const child = spawnAs(user, binaries.postgres, ['-D', cluster, ...settings(port, isDurable)], cluster)
  const ended = finished(child)
  // An object, because the compiler assumes that a variable set in a callback is still null.
  const outcome: { end: { output: string } | null } = { end: null }
  ended.then(
    (value) => {
      outcome.end = value
    },
    (error: unknown) => {
      outcome.end = { output: messageOf(error) }
    },
  )
  const deadline = Date.now() + startDeadlineMs
  while (outcome.end === null && Date.now() < deadline) {
    if (await accepts(url)) return { child, ended }
    await pause(20)
  }
  child.kill('SIGQUIT')
  throw new FailureError('databaseNotStarted', {
    detail: lastLine(outcome.end?.output ?? 'no answer'),
  })
}

/**
 * Starts PostgreSQL on a data folder and starts it again should it die.
 * @throws FailureError notWritable, dataInUse, databaseNotStarted.
 */
export const startEmbeddedPostgres = async ({
  directory: given,
  log,
  isDurable = true,
}: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const directory = resolve(given)
  writable(directory)
  const unlock = lockData(directory)
  try {
    const user = databaseUser()
    const home = clusterHome(directory, user)
    if (home !== directory) {
      forgetVanished()
      writable(home)
      // Says, to a person and to `forgetVanished`, whose cluster this is.
      writeFileSync(join(home, 'data-folder'), `${directory}\n`)
    }
    const cluster = join(home, 'postgres')
    const binaries = await findBinaries(user !== null)
    const password = passwordIn(directory)
    if (!existsSync(cluster)) await initialise(binaries, home, cluster, user, password)
    await stopOrphan(cluster)
    const port = await freePort()
    const url = databaseAddress(password, port)
    const start = () => launch(binaries, cluster, user, port, url, isDurable)
    let running: Running | null = await start()
    let isStopping = false
    // A function, because the compiler assumes that a variable does not change while the loop awaits.
    const isWanted = (): boolean => !isStopping
    const watch = async (): Promise<void> => {
      let backOffMs = 200
      while (isWanted()) {
        if (running !== null) await running.ended.catch(() => {})
        running = null
        if (!isWanted()) return
        log.error('PostgreSQL ended unexpectedly; it is started again')
        await pause(backOffMs)
        backOffMs = Math.min(backOffMs * 2, 10_000)
        if (!isWanted()) return
        running = await start().catch((error: unknown) => {
          log.error({ error: messageOf(error) }, 'PostgreSQL did not start')
          return null
        })
        if (running !== null) backOffMs = 200
      }
    }
    const watching = watch()
    // A server that exits without closing stops its PostgreSQL too.
    const stopOnExit = (): void => {
      running?.child.kill('SIGINT')
    }
    process.once('exit', stopOnExit)
    const stop = async (): Promise<void> => {
      isStopping = true
      process.removeListener('exit', stopOnExit)
      running?.child.kill('SIGINT')
      await watching
      running?.child.kill('SIGINT')
      await running?.ended.catch(() => {})
      unlock()
    }
    return { url, stop, pid: () => running?.child.pid ?? null }
  } catch (error) {
    unlock()
    throw error
  }
}
