import { join } from 'node:path'
import { pause } from '#shared/async/pause'
import { runBaseline, runConsole } from './console-run'
import { median, ratio, rounded } from './figures'
import { fillReplica, startFilledServer, tickets, type Workshop } from './workshop'

/** Long enough for either program to paint; nothing is measured before that. */
const undisturbedMs = 4000

/** Spawn → the list of tickets painted, by the page's own mark. */
const startConsole = async (userData: string, server: string): Promise<number> => {
  const run = runConsole(userData, server)
  try {
    await pause(undisturbedMs)
    const page = await run.attach()
    await page.waitForFunction(() => performance.getEntriesByName('tickets painted').length > 0)
    const paintedAt = await page.evaluate(
      () => performance.timeOrigin + (performance.getEntriesByName('tickets painted')[0]?.startTime ?? Number.NaN),
    )
    return paintedAt - run.spawnedAt
  } finally {
    await run.stop()
  }
}

/** Spawn → first contentful paint. */
const startBaseline = async (userData: string): Promise<number> => {
  const run = runBaseline(userData)
  try {
    await pause(undisturbedMs)
    const page = await run.attach()
    const paintedAt = await page.evaluate(
      () =>
        performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN),
    )
    return paintedAt - run.spawnedAt
  } finally {
    await run.stop()
  }
}

/** How long from the start of the program to a screen one can work with, against an empty Electron program. */
export const coldStart = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const server = await startFilledServer(workshop)
  try {
    const { userData } = await fillReplica(workshop, server)
    const baselineData = join(workshop.folder, 'baseline')
    const ours: number[] = []
    const theirs: number[] = []
    const runs = Math.max(2, workshop.runs ?? 9)
    for (let run = 0; run < runs; run++) {
      // Alternating, so that other load on the machine affects both.
      theirs.push(await startBaseline(baselineData))
      ours.push(await startConsole(userData, server.address))
      workshop.print(
        `start ${String(run + 1)}: hello world ${theirs.at(-1)?.toFixed(0) ?? ''} ms, console ${ours.at(-1)?.toFixed(0) ?? ''} ms`,
      )
    }
    // The first run of each warms the disk and V8's code cache, as for the second start of a day.
    const [warm, warmBaseline] = [ours.slice(1), theirs.slice(1)]
    return {
      tickets,
      runs: warm.length,
      p50Ms: rounded(median(warm)),
      minMs: rounded(Math.min(...warm)),
      maxMs: rounded(Math.max(...warm)),
      baselineP50Ms: rounded(median(warmBaseline)),
      baselineMinMs: rounded(Math.min(...warmBaseline)),
      baselineMaxMs: rounded(Math.max(...warmBaseline)),
      ratioP50: ratio(median(warm), median(warmBaseline)),
      aim: 1.35,
    }
  } finally {
    await server.stop()
  }
}
