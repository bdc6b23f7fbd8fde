import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { until } from './until'

export type Ended = { code: number | null; out: string; err: string }
export type ChildServer = { process: ChildProcess; said: () => { out: string; err: string }; ended: Promise<Ended> }
export type SpawnOptions = {
  env?: NodeJS.ProcessEnv
  /** Node's own. */
  flags?: readonly string[]
  uid?: number
  gid?: number
}

/** Runs a built entry as a process of its own, as an operator does. */
export const spawnEntry = (
  file: string,
  args: readonly string[],
  { env = {}, flags = [], ...user }: SpawnOptions = {},
): ChildServer => {
  const { DATABASE_URL: _theirs, ...inherited } = process.env
  const child = spawn(process.execPath, [...flags, file, ...args], {
    ...user,
    cwd: '/',
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<Ended>((settle) => child.once('close', (code) => settle({ code, out, err })))
  return { process: child, said: () => ({ out, err }), ended }
}

const isGone = ({ process: child }: ChildServer): boolean => child.exitCode !== null || child.signalCode !== null

/** @returns the address once the server reports ready. @throws with its output otherwise */
export const readyAddress = async (child: ChildServer, withinMs = 40_000): Promise<string> => {
  const addressOf = (): string | undefined => /^\{"ready".*?"address":"([^"]+)"/m.exec(child.said().out)?.[1]
  await until(() => addressOf() !== undefined || isGone(child), 'the server to start', withinMs).catch(() => undefined)
  const address = addressOf()
  if (address === undefined) throw new Error(`the server did not start: ${child.said().out}${child.said().err}`)
  return address
}

/** A real server process on an embedded PostgreSQL with the demo data; it can be killed and started again in place. */
export type ServerProcess = {
  address: string
  port: number
  /** `kill -9`, as a power cut would. */
  kill: () => Promise<void>
  /** Starts again on the same port and data. @param life how it differs from the first one */
  restart: (life?: SpawnOptions) => Promise<void>
  /** Everything it wrote, in all its lives. */
  log: () => string
  /** @param withinMs what takes longer hangs and is killed */
  stop: (withinMs?: number) => Promise<void>
}

/** The first start makes a database, on a machine that may be busy. */
const startWithinMs = 120_000
/** It closes its sockets and its database. */
const stopWithinMs = 15_000

/**
 * @param file the built server
 * @param data a fresh folder, or one of an earlier server
 * @param logFile what it writes to its log is kept there too
 */
export const startServerProcess = async (
  file: string,
  data: string,
  first: SpawnOptions = {},
  logFile?: string,
): Promise<ServerProcess> => {
  const lives: ChildServer[] = []
  const launch = async (port: number, life: SpawnOptions): Promise<string> => {
    const child = spawnEntry(file, ['--port', String(port), '--data', resolve(data), '--demo'], {
      ...life,
      flags: ['--enable-source-maps', ...(life.flags ?? [])],
    })
    lives.push(child)
    if (logFile !== undefined) child.process.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }))
    return readyAddress(child, startWithinMs)
  }
  const signal = (name: NodeJS.Signals): boolean | undefined => lives.at(-1)?.process.kill(name)
  const gone = (withinMs?: number): Promise<true> => until(() => lives.every(isGone), 'the server to end', withinMs)
  // A harness that ends in the middle leaves no server behind.
  const leaveNone = (): unknown => signal('SIGTERM')
  process.once('exit', leaveNone)
  const address = await launch(0, first)
  const port = Number(new URL(address).port)
  return {
    address,
    port,
    kill: async () => {
      signal('SIGKILL')
      await gone()
    },
    restart: async (life = {}) => {
      await launch(port, { ...first, ...life, env: { ...first.env, ...life.env } })
    },
    log: () => lives.map(({ said }) => `${said().out}${said().err}`).join(''),
    stop: async (withinMs = stopWithinMs) => {
      process.off('exit', leaveNone)
      signal('SIGTERM')
      await gone(withinMs).catch(() => {
        signal('SIGKILL')
        return gone()
      })
    },
  }
}
