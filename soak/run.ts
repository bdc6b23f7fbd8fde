import { join } from 'node:path'
import { createConvergence } from './convergence'
import { breaksConnection, dealFaults, doFault, emptyCounts, type FaultKind } from './faults'
import { openLedger } from './ledger'
import type { FromConsole, Plant } from './messages'
import { between, mulberry32, pick } from './random'
import { differences, missedBy, untilSettled } from './settled'
import { setStage, type Desk, type Stage } from './stage'
import { verify, type Verified } from './verify'
import { createWorkload, type Workload } from './workload'

export type Options = { commands: number; faults: number; consoles: number; seed: number; minutes: number | null; plant: Plant | null; folder: string; say: (line: string) => void }
export type Figures = Verified & {
  acknowledged: number; refusedHere: number; divergent: number; faults: number; faultsByKind: Record<FaultKind, number>; planted: number; isCutShort: boolean
  convergeP50Ms: number; convergeP99Ms: number; converged: number; commandsPerSecond: number; seconds: number
}

/** Issued and unanswered, per console; enough that a console is never idle for want of work. */
const inFlight = 48
/** So much may wait in an outbox before the person stops typing; each run of the rules over it costs. */
const longestOutbox = { from: 100, to: 400 }
const lookEveryMs = 20
const sayEveryMs = 5000
/** A console that has not come back from its last fault is hit again all the same, this often. */
const again = 0.15
/** So many faults late, nobody is spared. */
const late = 8
const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

/** One soak from the first process to the last check. */
export const runSoak = async ({ commands, faults, consoles, seed, minutes, plant, folder, say }: Options): Promise<Figures> => {
  const random = mulberry32(seed)
  const ledger = openLedger(join(folder, 'ledger.txt'))
  const convergence = createConvergence()
  const deck = dealFaults(mulberry32(seed + 1), faults)
  const counts = emptyCounts()
  const limits = Array.from({ length: consoles }, () => between(random, longestOutbox.from, longestOutbox.to))
  const names = Array.from({ length: consoles }, () => new Map<number, string>())
  const active = new Set<number>()
  let [begun, done, refusedHere, planted] = [0, 0, 0, 0]
  let [isServerDown, isIssuing] = [false, false]
  let trouble: Error | null = null
  let stage: Stage | null = null
  let workload: Workload | null = null

  const topUp = ({ console }: Desk): void => {
    const room = Math.min(inFlight - console.outstanding(), (limits[console.index] ?? 0) - console.pending() - console.outstanding())
    if (!isIssuing || workload === null || !console.isUp() || room < inFlight / 4) return
    const items = workload.next(console.index, room)
    for (const { n, name } of items) names[console.index]?.set(n, name)
    console.issue(items)
  }
  const hear = (index: number, message: FromConsole): void => {
    const desk = stage?.desks[index]
    if (message.kind === 'failed') trouble = new Error(message.why)
    if (message.kind === 'planted') planted += 1
    if (message.kind === 'converged') convergence.converged(message.fault)
    if (message.kind === 'opened') workload?.cutOff(index)
    if (message.kind === 'acks') {
      for (const ack of message.acks) {
        workload?.answered(index, ack)
        if (ack.commandId === null) refusedHere += 1
        else ledger.add(ack.commandId, { console: index, n: ack.n, name: names[index]?.get(ack.n) ?? '' })
        names[index]?.delete(ack.n)
      }
    }
    if (desk !== undefined && (message.kind === 'acks' || message.kind === 'status' || message.kind === 'opened')) topUp(desk)
  }
  const plantFor = (index: number): Plant | null => (index === 0 && planted === 0 ? plant : null)

  const begin = (kind: FaultKind, desk: Desk, all: Stage): void => {
    const { index } = desk.console
    active.add(index)
    const hit = kind === 'killServer' ? all.desks : [desk]
    if (kind === 'killServer') isServerDown = true
    for (const each of hit) convergence.overtake(each.console.index)
    counts[kind] += 1
    doFault(kind, { random, proxy: desk.proxy, console: desk.console, server: all.server, plant: () => plantFor(index) }).then((healedAt) => {
      if (kind === 'killServer') isServerDown = false
      for (const { console } of hit) {
        // A death of the server in the middle of another fault: that one's healing is this console's.
        if (console.index !== index && active.has(console.index)) continue
        console.mark(convergence.begin(console.index, healedAt), breaksConnection(kind) ? healedAt : 0)
      }
      active.delete(index)
      done += 1
    }).catch((error: unknown) => { trouble = error instanceof Error ? error : new Error(String(error)) })
  }
  const hitSomebody = (all: Stage, isLate: boolean): void => {
    const free = all.desks.filter((desk) => !active.has(desk.console.index))
    const back = free.filter((desk) => !convergence.isMeasuring(desk.console.index))
    const choice = isLate || random() < again ? free : back
    const kind = deck[begun]
    if (choice.length === 0 || kind === undefined || isServerDown) return
    begun += 1
    begin(kind, pick(random, choice), all)
  }

  try {
    stage = await setStage(folder, consoles, random, hear)
    const all = stage
    for (const { console } of all.desks) await untilSettled(console)
    workload = createWorkload(random, all.desks.map((desk) => desk.worker), all.articleIds)
    if (plantFor(0) !== null) {
      await all.desks[0]?.console.kill()
      await all.desks[0]?.console.start(plantFor(0))
    }
    const startedAt = Date.now()
    let saidAt = startedAt
    isIssuing = true
    for (const desk of all.desks) topUp(desk)
    const timeShare = (): number => (minutes === null ? 0 : (Date.now() - startedAt) / (minutes * 60_000))
    const isOver = (): boolean => ledger.promised.size >= commands || timeShare() >= 1
    while (!(isOver() && done >= faults)) {
      if (trouble !== null) throw trouble
      const due = Math.ceil(Math.min(1, Math.max(ledger.promised.size / commands, timeShare())) * faults)
      if (begun < due) hitSomebody(all, due - begun > late)
      if (Date.now() - saidAt > sayEveryMs) {
        saidAt = Date.now()
        const seconds = (saidAt - startedAt) / 1000
        const places = all.desks.map(({ console }) => `${console.status()?.connection ?? 'dead'} ${String(console.pending())}`).join(', ')
        say(`${seconds.toFixed(0)} s: ${String(ledger.promised.size)} of ${String(commands)} acknowledged (${(ledger.promised.size / seconds).toFixed(0)}/s), ${String(done)} of ${String(faults)} faults; ${places}`)
      }
      await pause(lookEveryMs)
    }
    const isCutShort = ledger.promised.size < commands
    isIssuing = false
    say('healed; waiting until every console is live and has sent everything')
    for (const { console } of all.desks) await untilSettled(console)
    const seconds = (Date.now() - startedAt) / 1000

    let divergent = 0
    for (const { console } of all.desks) {
      const missed = await missedBy(console, all.head)
      if (missed === 0) continue
      divergent += missed
      say(`console ${String(console.index)} takes itself for live and is ${String(missed)} rows behind the feed`)
    }
    say('comparing every replica with a fresh one')
    const attention = new Map<number, Set<string>>()
    for (const { console } of all.desks) attention.set(console.index, new Set(await console.ask('attention')))
    for (const login of new Set(all.desks.map(({ console }) => console.login))) {
      const fresh = await all.fresh(login)
      await untilSettled(fresh)
      for (const { console } of all.desks.filter((desk) => desk.console.login === login)) {
        const found = await differences(console, fresh)
        divergent += found.length
        if (found.length > 0) say(`console ${String(console.index)} differs from a fresh one in ${String(found.length)}: ${found.slice(0, 5).join(', ')}`)
      }
      await fresh.kill()
    }
    say('holding every promise against the server')
    const verified = await verify(all.databaseUrl(), ledger, attention)
    return {
      ...verified, acknowledged: ledger.promised.size, refusedHere, divergent: divergent + verified.disordered, faults: done, faultsByKind: counts, planted, isCutShort,
      ...convergence.figures(), commandsPerSecond: Math.round(ledger.promised.size / seconds), seconds: Math.round(seconds),
    }
  } finally {
    ledger.close()
    await stage?.close()
  }
}
