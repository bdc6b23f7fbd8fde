import { createConvergence, type Convergence } from './convergence'
import { breaksConnection, dealFaults, doFault, emptyCounts, hitsAll, type FaultKind } from './faults'
import type { Plant } from './messages'
import { createRandom } from '../testing/random'
import type { StagedDesk, Stage } from './stage'

/** How often a console that has not recovered from its last fault is hit again anyway. */
const again = 0.15
/** When this many faults are overdue, consoles that still recover are hit too. */
const late = 8

/** All faults of a run, spread over it by its progress. */
export type Storm = {
  /** Starts at most one fault, if one is due. @param progress 0–1 of the run */
  blow: (progress: number) => void
  done: () => number
  counts: Record<FaultKind, number>
  convergence: Convergence
}

export type StormNeeds = {
  stage: Stage
  seed: number
  faults: number
  plantFor: (index: number) => Plant | null
  failed: (error: Error) => void
}

/** Deals the faults; nothing happens before the first `blow`. */
export const createStorm = ({ stage, seed, faults, plantFor, failed }: StormNeeds): Storm => {
  const random = createRandom(seed + 1)
  const deck = dealFaults(random, faults)
  const counts = emptyCounts()
  const convergence = createConvergence()
  const active = new Set<number>()
  let [begun, done, isServerDown] = [0, 0, false]

  const healed = (kind: FaultKind, index: number, hit: readonly StagedDesk[], at: number): void => {
    if (hitsAll(kind)) isServerDown = false
    for (const { console } of hit) {
      // In the middle of its own fault: measured when that one is healed.
      if (console.index !== index && active.has(console.index)) continue
      console.mark(convergence.begin(console.index, at), breaksConnection(kind) ? at : 0)
    }
    active.delete(index)
    done += 1
  }
  const begin = (kind: FaultKind, desk: StagedDesk): void => {
    const { console, proxy } = desk
    const { index } = console
    const hit = hitsAll(kind) ? stage.desks : [desk]
    active.add(index)
    if (hitsAll(kind)) isServerDown = true
    for (const each of hit) convergence.overtake(each.console.index)
    counts[kind] += 1
    doFault(kind, { random, proxy, console, server: stage.server, plant: () => plantFor(index) })
      .then((at) => healed(kind, index, hit, at))
      .catch((error: unknown) => failed(error instanceof Error ? error : new Error(String(error))))
  }
  return {
    counts,
    convergence,
    done: () => done,
    blow: (progress) => {
      const due = Math.ceil(Math.min(1, progress) * faults)
      const kind = deck[begun]
      if (begun >= due || kind === undefined || isServerDown) return
      const free = stage.desks.filter(({ console }) => !active.has(console.index))
      const back = free.filter(({ console }) => !convergence.isMeasuring(console.index))
      const choice = due - begun > late || random.chance(again) ? free : back
      if (choice.length === 0) return
      begun += 1
      begin(kind, random.pick(choice))
    },
  }
}
