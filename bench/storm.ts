import { readFileSync } from 'node:fs'
import { pause } from '#shared/async/pause'
import { startServer, type TestServer } from '../e2e/fixtures/server'
import { backoffMs } from '../main/core/sync/backoff'
import { gatherCrowd, type Crowd, type Observed } from './desk-crowd'
import { percentile, ratio, rounded } from './figures'
import { probeHealth } from './health-probe'
import { processTree } from '../e2e/fixtures/process-tree'
import { staffedDirectory, type Staffed } from './staffed-server'
import type { Workshop } from './workshop'

const consoles = 1000
const patienceMs = 180_000
const bucketMs = 100

/** Peak memory of the server's own process, without PostgreSQL. @returns MiB */
const serverPeak = (): number => {
  const pid = processTree(process.pid).find((each) =>
    readFileSync(`/proc/${String(each)}/cmdline`, 'utf8').includes('cli.cjs'),
  )
  const kilobytes =
    pid === undefined
      ? Number.NaN
      : Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1])
  return rounded(kilobytes / 1024, 0)
}

const untilAllLive = async (crowd: Crowd): Promise<void> => {
  const deadline = performance.now() + patienceMs
  while (crowd.liveCount() < consoles) {
    if (performance.now() > deadline)
      throw new Error(`only ${String(crowd.liveCount())} of ${String(consoles)} consoles came back`)
    await pause(20)
  }
}

/** The maximum within one tenth of a second. */
const most = (instants: readonly number[]): number => {
  const buckets = new Map<number, number>()
  for (const instant of instants)
    buckets.set(Math.floor(instant / bucketMs), (buckets.get(Math.floor(instant / bucketMs)) ?? 0) + 1)
  return Math.max(0, ...buckets.values())
}

type Storm = {
  downMs: number
  figures: Record<string, number | string>
  allMs: number
  mostPer100Ms: number
  healthP99Ms: number
}

const figuresOf = (observed: Observed, killedAt: number, readyAt: number, health: readonly number[]): Storm => {
  const since = (instants: readonly number[]): number[] =>
    instants.filter((at) => at >= readyAt).map((at) => at - readyAt)
  const back = observed.live
    .filter((at) => at >= killedAt)
    .map((at) => Math.max(0, at - readyAt))
    .sort((a, b) => a - b)
  const at = (share: number): number => rounded(back[Math.ceil(share * consoles) - 1] ?? Number.NaN, 0)
  const codes = [...new Set(observed.refusals.map(({ code }) => code))]
  const figures = {
    downMs: rounded(readyAt - killedAt, 0),
    firstMs: rounded(back[0] ?? Number.NaN, 0),
    halfMs: at(0.5),
    share99Ms: at(0.99),
    allMs: at(1),
    liveMostPer100Ms: most(since(observed.live)),
    attempts: since(observed.attempts).length,
    attemptsMostPer100Ms: most(since(observed.attempts)),
    failedHandshakes: since(observed.cuts).length,
    refused: codes
      .map((code) => `${code} ${String(observed.refusals.filter((each) => each.code === code).length)}`)
      .join(', '),
    healthP50Ms: rounded(percentile(health, 0.5)),
    healthP99Ms: rounded(percentile(health, 0.99)),
    healthMaxMs: rounded(Math.max(...health)),
  }
  return {
    downMs: figures.downMs,
    figures,
    allMs: figures.allMs,
    mostPer100Ms: figures.attemptsMostPer100Ms,
    healthP99Ms: figures.healthP99Ms,
  }
}

/** A thousand working consoles; the server is killed and restarted, until all are live again. */
const storm = async (
  workshop: Workshop,
  { directory, handshakes }: Staffed,
  waitMs: (attempt: number) => number,
): Promise<Storm & { peakMiB: number }> => {
  const server = await startServer(directory)
  let crowd: Crowd | null = null
  try {
    crowd = gatherCrowd(server.address, handshakes, waitMs, 10_000)
    await untilAllLive(crowd)
    workshop.print(`${String(consoles)} consoles are live`)
    await pause(2000)
    return { ...(await comeBack(server, crowd)), peakMiB: serverPeak() }
  } finally {
    crowd?.stop()
    await server.stop()
  }
}

const comeBack = async (server: TestServer, crowd: Crowd): Promise<Storm> => {
  const observed = crowd.startRecord()
  const killedAt = performance.now()
  await server.kill()
  await server.restart()
  const readyAt = performance.now()
  const stopProbe = probeHealth(server.address)
  await untilAllLive(crowd)
  const health = (await stopProbe()).map(({ ms }) => ms)
  return figuresOf(observed, killedAt, readyAt, health)
}

/** Without jitter: all wait the same. */
const fixed = (attempt: number): number => backoffMs(attempt, () => 1)

/** A server restart with a thousand consoles, with the product's back-off and with one without jitter. */
export const stormOfConsoles = async (workshop: Workshop): Promise<Record<string, unknown>> => {
  const staffed = await staffedDirectory(workshop, consoles)
  const ours = await storm(workshop, staffed, backoffMs)
  workshop.print(`with jitter: ${JSON.stringify(ours.figures)}`)
  const theirs = await storm(workshop, staffed, fixed)
  const baseline = Object.fromEntries(
    Object.entries(theirs.figures).map(([name, value]) => [
      `baseline${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  )
  return {
    consoles,
    ...ours.figures,
    serverPeakMiB: ours.peakMiB,
    ...baseline,
    ratioAll: ratio(ours.allMs, theirs.allMs),
    ratioMostPer100Ms: ratio(ours.mostPer100Ms, theirs.mostPer100Ms),
    ratioHealthP99: ratio(ours.healthP99Ms, theirs.healthP99Ms),
  }
}
