import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newUuid } from 'uuid'
import { makeAgent, seedServer, signInFolder } from '../desk-folder'
import { divergence } from '../divergence'
import { inspectCopy } from '../inspect-copy'
import { createKeptInOrder } from './kept-in-order'
import { killWriter, type Moment } from './kill-writer'
import { startSocketServer } from '../socket-server'
import type { Part, Workshop } from '../part'
import { createRandom } from '../../testing/random'

/** @returns the values' percentile, rounded to tenths; 0 where there are none */
const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10
}

/** Long enough for some dozens of commands on a slow disk. */
const writeForMs = 250
/** A check of every page of both files. */
const thoroughEvery = 5

type Tally = {
  opens: number[]
  reopens: number[]
  notices: string[]
  damage: string[]
  complaints: string[]
  whileOpening: number
  acknowledged: number
  lost: number
  disordered: number
  unacknowledged: number
  divergent: number
  refused: number
  online: number
  refills: number
}

/** Kills one desk again and again. Its connection comes and goes, and sometimes its copy starts over. */
const killOneDesk = async (
  { folder, built, seed, isPlanted, print }: Workshop,
  name: string,
  kills: number,
): Promise<Tally> => {
  const random = createRandom(seed)
  const directory = join(folder, name)
  mkdirSync(directory)
  const person = makeAgent()
  const server = await startSocketServer(person)
  seedServer(server.store, person, 90)
  signInFolder(directory, person)
  const kept = createKeptInOrder()
  const tally = {
    opens: [],
    reopens: [],
    notices: [],
    damage: [],
    complaints: [],
    whileOpening: 0,
    refused: 0,
    online: 0,
    refills: 0,
  } as unknown as Tally
  const desk = newUuid()
  let typicalReadyMs = 200
  for (let round = 0; round < kills; round += 1) {
    const isOnline = round === 0 || random.chance(0.4)
    server.setOnline(isOnline)
    if (isOnline) tally.online += 1
    if (isOnline && random.chance(0.25)) {
      server.changeScopes()
      tally.refills += 1
    }
    const moment: Moment = random.chance(0.3)
      ? { from: 'start', afterMs: typicalReadyMs * (0.4 + 0.6 * random.next()) }
      : { from: 'ready', afterMs: random.below(writeForMs) }
    const args = [
      '--directory',
      directory,
      '--server',
      server.address,
      '--seed',
      String(random.below(1e9)),
      '--desk',
      desk,
      ...(isPlanted ? ['--plant', 'early'] : []),
    ]
    const killed = await killWriter(built, args, moment)
    if (killed.complaint !== null) tally.complaints.push(killed.complaint.slice(0, 300))
    if (killed.openMs === null) tally.whileOpening += 1
    else tally.opens.push(killed.openMs)
    if (killed.readyMs !== null) typicalReadyMs = killed.readyMs * 0.2 + typicalReadyMs * 0.8
    tally.refused += killed.refused.length
    const seen = inspectCopy(directory, person, round % thoroughEvery === 0 || round === kills - 1)
    tally.reopens.push(seen.reopenMs)
    tally.notices.push(...seen.notices)
    if (seen.damage !== null) tally.damage.push(seen.damage)
    kept.look(killed.acknowledged, server.received, seen.outbox)
    if (round % 50 === 49) print(`${name}: ${String(round + 1)} kills, ${JSON.stringify(kept.figures())}`)
  }
  server.setOnline(true)
  tally.divergent = isPlanted
    ? 0
    : await divergence({ directory, copy: `${directory}.caught-up`, built, server, person, desk })
  kept.look([], server.received, inspectCopy(directory, person, true).outbox)
  await server.close()
  return { ...tally, ...kept.figures() }
}

/**
 * 1,000 kills of a real core in the middle of its work: nothing that was acknowledged is lost, out of order or damaged.
 */
export const kills: Part = async (workshop, times) => {
  const desks = times < 2 ? 1 : 2
  const tallies = await Promise.all(
    Array.from({ length: desks }, (_, at) =>
      killOneDesk(
        { ...workshop, seed: workshop.seed + at },
        `desk-${String(at)}`,
        Math.floor(times / desks) + (at < times % desks ? 1 : 0),
      ),
    ),
  )
  const sum = (pick: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + pick(tally), 0)
  const all = <T>(pick: (tally: Tally) => T[]): T[] => tallies.flatMap(pick)
  const [reopens, opens, complaints, damage, notices] = [
    all((tally) => tally.reopens),
    all((tally) => tally.opens),
    all((tally) => tally.complaints),
    all((tally) => tally.damage),
    all((tally) => tally.notices),
  ]
  const found = {
    lost: sum((tally) => tally.lost),
    disordered: sum((tally) => tally.disordered),
    divergent: sum((tally) => tally.divergent),
    damaged: damage.length,
    noticed: notices.length,
    endedByThemselves: complaints.length,
  }
  return {
    isRed: Object.values(found).some((count) => count > 0) || reopens.length !== times,
    figures: {
      kills: reopens.length,
      whileOpening: sum((tally) => tally.whileOpening),
      online: sum((tally) => tally.online),
      refills: sum((tally) => tally.refills),
      acknowledged: sum((tally) => tally.acknowledged),
      unacknowledgedKept: sum((tally) => tally.unacknowledged),
      refused: sum((tally) => tally.refused),
      ...found,
      reopenP50Ms: percentile(reopens, 0.5),
      reopenP99Ms: percentile(reopens, 0.99),
      coldOpenP50Ms: percentile(opens, 0.5),
      coldOpenP99Ms: percentile(opens, 0.99),
      ...(damage.length + complaints.length + notices.length === 0
        ? {}
        : { said: [...new Set([...damage, ...complaints, ...notices])].slice(0, 5) }),
    },
  }
}
