import { spawn } from 'node:child_process'
import { join } from 'node:path'

export type Killed = {
  /** Ids that the writer acknowledged, in order. */
  acknowledged: string[]
  /** How long the cold process took to open its files; null when it was killed before. */
  openMs: number | null
  refused: string[]
  /** What it printed if it ended by itself; null where it was killed. */
  complaint: string | null
  /** From the start of the process until it was ready. */
  readyMs: number | null
}

/** When to kill: this long after the start of the process, or after it is ready. */
export type Moment = { from: 'start' | 'ready'; afterMs: number }

/** Starts a writer and kills it -9. */
export const killWriter = (built: string, args: string[], moment: Moment): Promise<Killed> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [join(built, 'writer.cjs'), 'write', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const started = performance.now()
    let output = ''
    let complaint = ''
    let readyMs: number | null = null
    const kill = (): void => {
      child.kill('SIGKILL')
    }
    const timer = { current: moment.from === 'start' ? setTimeout(kill, moment.afterMs) : undefined }
    child.stderr.on('data', (bytes: Buffer) => {
      complaint += bytes.toString()
    })
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString()
      if (readyMs !== null || !output.includes('\n')) return
      readyMs = performance.now() - started
      timer.current ??= setTimeout(kill, moment.afterMs)
    })
    child.on('close', (_code, signal) => {
      clearTimeout(timer.current)
      // The last piece may be half a line, which does not count.
      const lines = output.split('\n').slice(0, -1)
      const [first, ...rest] = lines
      resolve({
        acknowledged: rest.filter((line) => !line.startsWith('refused ')),
        refused: rest.filter((line) => line.startsWith('refused ')),
        openMs: first === undefined ? null : Number(first.split(' ')[1]),
        readyMs,
        complaint: signal === 'SIGKILL' ? null : complaint || 'ended by itself',
      })
    })
  })
