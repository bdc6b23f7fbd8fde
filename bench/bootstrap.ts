import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readMeta } from '../main/core/replica/meta'
import { countRows, insertRows, readRows } from './ceiling'
import { openBenchDesk, type BenchDesk } from './desk-run'
import { median, ratio, rounded } from './figures'
import { startFilledLibrary } from './fill-articles'
import { type Workshop, fillReplica, startFilledServer, tickets } from './workshop'

const resolutionMs = 1
const patienceMs = 300_000

type Filled = { tookMs: number; maxStretchMs: number }

/** From the server's welcome on the socket to the commit of the last page. */
const fill = (desk: BenchDesk): Promise<Filled> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the replica did not fill')), patienceMs)
    const stretch = monitorEventLoopDelay({ resolution: resolutionMs })
    let startedAt = 0
    const sync = desk.connect({
      personChanged: () => {
        startedAt = performance.now()
        stretch.enable()
      },
      notify: () => {
        if (startedAt === 0 || readMeta(desk.replica.db, 'cursor') === null) return
        const tookMs = performance.now() - startedAt
        startedAt = 0
        clearTimeout(late)
        sync.stop()
        // The event loop's delay of the last page is only recorded by the timer after it.
        setTimeout(() => {
          stretch.disable()
          resolve({ tookMs, maxStretchMs: stretch.max / 1e6 - resolutionMs })
        }, 20)
      },
    })
  })

/** How fast an empty encrypted replica fills with its search index, against inserting the same rows from memory. */
export const bootstrap = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const folder = join(workshop.folder, `bootstrap-${String(Date.now())}`)
  mkdirSync(folder)
  const server = await startFilledLibrary(workshop)
  const ours: Filled[] = []
  const ceiling: number[] = []
  const counts = { rows: 0, documents: 0, events: 0, articles: 0 }
  try {
    for (let run = 0; run < (workshop.runs ?? 5); run++) {
      const desk = await openBenchDesk(join(folder, `desk-${String(run)}`), server.address)
      const filled = await fill(desk)
      const rows = readRows(desk.replica.db)
      const count = (sql: string): number => desk.replica.db.get<{ n: number }>(sql)?.n ?? 0
      Object.assign(counts, {
        rows: countRows(rows),
        documents: count('select count(*) n from document'),
        events: count('select count(*) n from event'),
        articles: count('select count(*) n from article_search'),
      })
      desk.close()
      const ceilingMs = insertRows(join(folder, `ceiling-${String(run)}.db`), rows)
      workshop.print(
        `run ${String(run + 1)}: filled in ${String(rounded(filled.tookMs, 0))} ms, ceiling ${String(rounded(ceilingMs, 0))} ms`,
      )
      ours.push(filled)
      ceiling.push(ceilingMs)
    }
  } finally {
    await server.stop()
  }
  const tookMs = median(ours.map((run) => run.tookMs))
  const [rowsPerSecond, ceilingRowsPerSecond] = [(counts.rows / tookMs) * 1000, (counts.rows / median(ceiling)) * 1000]
  return {
    runs: ours.length,
    rowsPerSecond: rounded(rowsPerSecond, 0),
    ceilingRowsPerSecond: rounded(ceilingRowsPerSecond, 0),
    ratio: ratio(rowsPerSecond, ceilingRowsPerSecond),
    ...counts,
    seconds: rounded(tookMs / 1000, 2),
    longestStretchMs: rounded(median(ours.map((run) => run.maxStretchMs))),
    aim: 0.5,
    aimRowsPerSecond: 40_000,
  }
}

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
