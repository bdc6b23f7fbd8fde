import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from 'playwright'
import { until } from '../testing/until'
import { wallClock } from './figures'

/** A started Electron. No debugger is attached before `attach`, so measuring does not slow the start. */
export type ElectronRun = { pid: number; spawnedAt: number; attach: () => Promise<Page>; stop: () => Promise<void> }

const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('the child has no stderr')
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => {
      reject(new Error(`Electron ended with ${String(code)} before it could be watched`))
    })
  })

const pageWithinMs = 30_000

const firstPage = (browser: Browser): Promise<Page> =>
  until(
    () =>
      browser
        .contexts()
        .flatMap((context) => context.pages())
        .find((candidate) => !candidate.url().startsWith('devtools:')),
    'a window of Electron',
    pageWithinMs,
    5,
  )

/** The environment without the settings of the caller's own console. */
const cleanEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('HOTLINE_'),
    ),
  )

/** @param app the folder of the program to run */
export const runElectron = (app: string, environment: Record<string, string>): ElectronRun => {
  const electron = process.env['ELECTRON_PATH']
  if (electron === undefined) throw new Error('ELECTRON_PATH is not set: start the bench by `npm run bench`')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const env = { ...cleanEnvironment(), ...environment }
  const spawnedAt = wallClock()
  const child = spawn(electron, [...sandbox, '--remote-debugging-port=0', app], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const address = listening(child)
  address.catch(() => undefined)
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve()
    }),
  )
  let browser: Browser | null = null
  return {
    pid: child.pid ?? 0,
    spawnedAt,
    attach: async () => {
      browser = await chromium.connectOverCDP(await address)
      return firstPage(browser)
    },
    stop: async () => {
      await browser?.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}
