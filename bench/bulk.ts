import { median, rounded } from './figures'
import { fillReplica, startFilledServer, tickets, type Workshop } from './workshop'

/** How fast an empty replica fills, from the password typed to live. For information. */
export const bulk = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const server = await startFilledServer(workshop)
  try {
    const took: number[] = []
    for (let run = 0; run < (workshop.runs ?? 3); run++) {
      took.push((await fillReplica(workshop, server)).tookMs)
    }
    const ms = median(took)
    return { tickets, runs: took.length, p50Ms: rounded(ms, 0), ticketsPerSecond: rounded((tickets / ms) * 1000, 0) }
  } finally {
    await server.stop()
  }
}
