import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startServer, type TestServer } from '../e2e/fixtures/server'
import { runConsole, signIn, waitUntilLive } from './console-run'
import { wallClock } from './figures'
import { fillTickets } from './fill-tickets'

/**
 * What a bench works with. `folder` is its own; `print` prints progress. `isLong`: it may take minutes where a shorter
 * form exists.
 */
export type Workshop = { folder: string; runs: number | null; isLong: boolean; print: (line: string) => void }

export const tickets = 10_000

/** A real server process on a folder with the demo data and 10,000 tickets, which the first run fills. */
export const startFilledServer = async ({ folder, print }: Workshop): Promise<TestServer> => {
  const directory = join(folder, 'filled-server')
  const done = join(folder, 'filled')
  if (!existsSync(done)) {
    print(`Filling a server with ${String(tickets)} tickets`)
    mkdirSync(directory, { recursive: true })
    await fillTickets(directory, tickets)
    writeFileSync(done, '')
  }
  return startServer(directory)
}

export type Filling = { userData: string; tookMs: number }

/**
 * Lets a console fill an empty replica.
 * @returns its folder, and how long it took from the password to live
 */
export const fillReplica = async (workshop: Workshop, server: TestServer): Promise<Filling> => {
  const userData = join(workshop.folder, `desk-${String(Date.now())}`)
  workshop.print('Filling a replica')
  const run = runConsole(userData, server.address)
  try {
    const page = await run.attach()
    await page.waitForSelector('html[data-ready="sign-in"]')
    const started = wallClock()
    await signIn(page)
    await waitUntilLive(page)
    return { userData, tookMs: wallClock() - started }
  } finally {
    await run.stop()
  }
}
