import { join } from 'node:path'
import { pause } from '#shared/async/pause'
import type { FaultKind } from './faults'
import { openExchange, type Exchange } from './exchange'
import { judge, type Judged } from './judge'
import { openLedger } from './ledger'
import { linePlant, type FromConsole, type Plant } from './messages'
import { createRandom } from '../testing/random'
import { untilSettled } from './settled'
import { setStage, type StagedDesk, type Stage } from './stage'
import { createStorm } from './storm'
import { createWorkload, type Workload } from './workload'

export type Options = {
  commands: number
  faults: number
  consoles: number
  seed: number
  minutes: number | null
  plant: Plant | typeof linePlant | null
  folder: string
  print: (line: string) => void
}
export type Figures = Judged & {
  acknowledged: number
  refusedHere: number
  faults: number
  faultsByKind: Record<FaultKind, number>
  planted: number
  isCutShort: boolean
  convergeP50Ms: number
  convergeP99Ms: number
  converged: number
  commandsPerSecond: number
  seconds: number
}

/** Issued and unanswered, per console; enough that a console is never idle for want of work. */
const inFlight = 48
/** So much may wait in an outbox before the person stops typing; each run of the rules over it costs. */
const maxOutbox = { from: 100, to: 400 }
const lookEveryMs = 20
const sayEveryMs = 5000

/** One soak from the first process to the last check. */
export const runSoak = async ({
  commands,
  faults,
  consoles,
  seed,
  minutes,
  plant,
  folder,
  print,
}: Options): Promise<Figures> => {
  const random = createRandom(seed)
  const ledger = openLedger(join(folder, 'ledger.txt'))
  const limits = Array.from({ length: consoles }, () => random.between(maxOutbox.from, maxOutbox.to))
  const names = Array.from({ length: consoles }, () => new Map<number, string>())
  let [refusedHere, planted, isIssuing] = [0, 0, false]
  // Set by whatever a process or a fault meets, looked at in the loop below.
  const trouble: Error[] = []
  let stage: Stage | null = null
  let workload: Workload | null = null

  const topUp = ({ console }: StagedDesk): void => {
    const room = Math.min(
      inFlight - console.outstanding(),
      (limits[console.index] ?? 0) - console.pending() - console.outstanding(),
    )
    if (!isIssuing || workload === null || !console.isUp() || room < inFlight / 4) return
    const items = workload.next(console.index, room)
    for (const { n, name } of items) names[console.index]?.set(n, name)
    console.issue(items)
  }
  const writeDown = (index: number, acks: Extract<FromConsole, { kind: 'acks' }>['acks']): void => {
    for (const ack of acks) {
      workload?.answered(index, ack)
      if (ack.commandId === null) refusedHere += 1
      else ledger.add(ack.commandId, { console: index, n: ack.n, name: names[index]?.get(ack.n) ?? '' })
      names[index]?.delete(ack.n)
    }
  }
  const hear = (index: number, message: FromConsole): void => {
    switch (message.kind) {
      case 'failed':
        trouble.push(new Error(message.why))
        break
      case 'planted':
        planted += 1
        break
      case 'opened':
        workload?.cutOff(index)
        break
      case 'acks':
        writeDown(index, message.acks)
        break
      case 'converged':
        storm?.convergence.converged(message.fault)
        break
      default:
    }
    const desk = stage?.desks[index]
    if (desk !== undefined) topUp(desk)
  }
  let storm: ReturnType<typeof createStorm> | null = null
  let exchange: Exchange

  try {
    stage = await setStage(folder, consoles, random, hear)
    const { desks } = stage
    for (const { console } of desks) await untilSettled(console)
    workload = createWorkload(
      seed,
      desks.map((desk) => desk.worker),
      stage.articleIds,
    )
    const consolePlant = plant === linePlant ? null : plant
    const plantFor = (index: number): Plant | null => (index === 0 && planted === 0 ? consolePlant : null)
    const { blow, done, counts, convergence } = (storm = createStorm({
      stage,
      seed,
      faults,
      plantFor,
      failed: (error) => {
        trouble.push(error)
      },
    }))
    if (consolePlant !== null) {
      await desks[0]?.console.kill()
      await desks[0]?.console.start(consolePlant)
    }
    exchange = openExchange(stage.server.address, seed, plant === linePlant)
    const startedAt = Date.now()
    let saidAt = startedAt
    isIssuing = true
    for (const desk of desks) topUp(desk)
    for (;;) {
      const [failed] = trouble
      if (failed !== undefined) throw failed
      const acknowledged = ledger.promised.size
      const elapsed = Date.now() - startedAt
      const progress = Math.max(acknowledged / commands, minutes === null ? 0 : elapsed / (minutes * 60_000))
      if (progress >= 1 && done() >= faults) break
      blow(progress)
      if (Date.now() - saidAt > sayEveryMs) {
        saidAt = Date.now()
        const places = desks
          .map(({ console }) => `${console.status()?.connection ?? 'dead'} ${String(console.pending())}`)
          .join(', ')
        print(
          `${(elapsed / 1000).toFixed(0)} s: ${String(acknowledged)} of ${String(commands)} acknowledged (${((acknowledged / elapsed) * 1000).toFixed(0)}/s), ${String(done())} of ${String(faults)} faults; ${places}`,
        )
      }
      await pause(lookEveryMs)
    }
    isIssuing = false
    planted += await exchange.close()
    const isCutShort = ledger.promised.size < commands
    print('healed; waiting until every console is live and has sent everything')
    for (const { console } of desks) await untilSettled(console)
    const seconds = (Date.now() - startedAt) / 1000
    const judged = await judge(stage, ledger, exchange.heard, print)
    return {
      ...judged,
      acknowledged: ledger.promised.size,
      refusedHere,
      faults: done(),
      faultsByKind: counts,
      planted,
      isCutShort,
      ...convergence.figures(),
      commandsPerSecond: Math.round(ledger.promised.size / seconds),
      seconds: Math.round(seconds),
    }
  } finally {
    ledger.close()
    await stage?.close()
  }
}
