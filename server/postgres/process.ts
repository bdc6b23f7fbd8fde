import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import type { OsUser } from './os-user'

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
