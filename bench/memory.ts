import { join } from 'node:path'
import { pause } from '#shared/async/pause'
import { runBaseline, runConsole, waitUntilLive } from './console-run'
import type { ElectronRun } from './electron-run'
import { median, ratio, rounded } from './figures'
import { processTree, proportionalSetSize } from '../e2e/fixtures/process-tree'
import { fillReplica, startFilledServer, tickets, type Workshop } from './workshop'

const idleMs = 10_000
/** A program that is still starting does not always take a debugger. */
const startMs = 3000

const idleSize = async (run: ElectronRun, isUp: (run: ElectronRun) => Promise<void>): Promise<number> => {
  try {
    await pause(startMs)
    await isUp(run)
    await pause(idleMs)
    return proportionalSetSize(processTree(run.pid))
  } finally {
    await run.stop()
  }
}

/**
 * Proportional memory of all processes after ten idle seconds, against an empty Electron program; without the server.
 */
export const memory = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const server = await startFilledServer(workshop)
  try {
    const { userData } = await fillReplica(workshop, server)
    const ours: number[] = []
    const theirs: number[] = []
    for (let run = 0; run < (workshop.runs ?? 3); run++) {
      theirs.push(
        await idleSize(runBaseline(join(workshop.folder, 'baseline')), async (each) => {
          await each.attach()
        }),
      )
      ours.push(
        await idleSize(runConsole(userData, server.address), async (each) => {
          await waitUntilLive(await each.attach())
        }),
      )
    }
    return {
      tickets,
      runs: ours.length,
      p50MiB: rounded(median(ours)),
      baselineP50MiB: rounded(median(theirs)),
      ratioP50: ratio(median(ours), median(theirs)),
      aim: 1.5,
    }
  } finally {
    await server.stop()
  }
}
