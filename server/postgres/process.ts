import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pause } from '#shared/async/pause'
import { FailureError } from '../failure-error'
import type { OsUser } from './cluster-home'

/** @returns a port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  TZ: 'UTC',
  SystemRoot: process.env['SystemRoot'],
  TEMP: process.env['TEMP'],
})

/** Starts a program of PostgreSQL in a session of its own, so that Ctrl-C in the terminal reaches only the server. */
export const spawnAs = (user: OsUser | null, program: string, args: string[], cwd: string): ChildProcess =>
  spawn(program, args, {
    ...(user ?? {}),
    cwd,
    env: environment(),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Waits for a process to end. @returns its exit code and the last 4000 characters of its output */
export const finished = (child: ChildProcess): Promise<{ code: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    let output = ''
    const hear = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, output }))
  })

export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const politeMs = 15_000
const forcedMs = 5_000

const until = async (condition: () => boolean, ms: number): Promise<boolean> => {
  const deadline = Date.now() + ms
  while (!condition()) {
    if (Date.now() > deadline) return false
    await pause(50)
  }
  return true
}

/** The process id in PostgreSQL's file; null where there is none, or it is of another folder. */
const writtenPid = (cluster: string): number | null => {
  try {
    const [first = '', folder = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    return folder === cluster && /^\d+$/.test(first) ? Number(first) : null
  } catch {
    return null
  }
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It has just ended.
  }
}

/**
 * Every living process whose working folder is the cluster, as PostgreSQL's have. A zombie has no working folder.
 */
const processesIn = (cluster: string): number[] => {
  const folder = realpathSync(cluster)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}

/**
 * Stops the PostgreSQL that a killed server left behind, before a new one uses the folder. Only called by the holder of
 * the data folder's lock.
 * @throws FailureError dataInUse where it does not stop.
 */
export const stopOrphan = async (cluster: string): Promise<void> => {
  const pid = writtenPid(cluster)
  if (process.platform !== 'linux') {
    // Here the process id may belong to another program by now, so that only PostgreSQL itself can judge its file.
    if (pid !== null && isRunning(pid)) signal(pid, 'SIGINT')
    if (pid !== null) await until(() => !isRunning(pid), politeMs)
    return
  }
  const left = processesIn(cluster)
  if (pid !== null && left.includes(pid)) signal(pid, 'SIGINT')
  const isGone = (): boolean => processesIn(cluster).length === 0
  if (!(await until(isGone, politeMs))) {
    for (const each of processesIn(cluster)) signal(each, 'SIGQUIT')
    if (!(await until(isGone, forcedMs))) throw new FailureError('dataInUse', { path: cluster })
  }
  // PostgreSQL does not start while any process has the id in this file: a zombie or, after a reboot, another program.
  rmSync(join(cluster, 'postmaster.pid'), { force: true })
}
