import { median, rounded } from './figures'
import { fillReplica, startFilledServer, tickets, type Workshop } from './workshop'

/** How fast an empty replica fills, from the password typed to live. For information. */
export const bulk = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const server = await startFilledServer(workshop)
  try {
    const took: number[] = []
    let documents = 0
    for (let run = 0; run < (workshop.runs ?? 3); run++) {
      const filling = await fillReplica(workshop, server)
      took.push(filling.tookMs)
      documents = filling.documents
    }
    const ms = median(took)
    return { tickets, documents, runs: took.length, p50Ms: rounded(ms, 0), documentsPerSecond: rounded(documents / ms * 1000, 0) }
  } finally {
    await server.stop()
  }
}
