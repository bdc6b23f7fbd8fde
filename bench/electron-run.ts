import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium, type Browser, type Page } from 'playwright'
import { electronPath } from '../scripts/setup/index.mjs'

/** An Electron started as a person would, watched over its debugging port, which costs the start nothing. */
export type ElectronRun = { pid: number; spawnedAt: number; page: Page; stop: () => Promise<void> }

const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    if (child.stderr === null) throw new Error('the child has no stderr')
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', (code) => { reject(new Error(`Electron ended with ${String(code)} before it could be watched`)) })
  })

const firstPage = async (browser: Browser): Promise<Page> => {
  for (;;) {
    const page = browser.contexts().flatMap((context) => context.pages()).find((candidate) => !candidate.url().startsWith('devtools:'))
    if (page !== undefined) return page
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** @param app the folder of the program to run */
export const runElectron = async (app: string, environment: Record<string, string>): Promise<ElectronRun> => {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const spawnedAt = Date.now()
  const child = spawn(electronPath(), [...sandbox, '--remote-debugging-port=0', app], { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  const browser = await chromium.connectOverCDP(await listening(child))
  const ended = new Promise<void>((resolve) => child.once('exit', () => { resolve() }))
  return {
    pid: child.pid ?? 0,
    spawnedAt,
    page: await firstPage(browser),
    stop: async () => {
      await browser.close()
      child.kill('SIGTERM')
      await ended
    },
  }
}
