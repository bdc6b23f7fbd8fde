import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newUuid } from 'uuid'
import { pause } from '#shared/async/pause'
import { until } from '../../testing/until'
import { makeTicket } from '../../main/core/testing/replica-fixture'
import { chooseAct, type Act } from '../acts'
import { crashKey, makeAgent, seedServer, signInFolder } from '../desk-folder'
import { divergence } from '../divergence'
import { patienceMs, startHost, type HostProcess } from '../host-process'
import { inspectCopy } from '../inspect-copy'
import { createKeptInOrder } from './kept-in-order'
import { startSocketServer, type SocketServer } from '../socket-server'
import type { Part, Workshop } from '../part'
import { createRandom, type Random } from '../../testing/random'

/** Just enough room for the desk's files and their logs. */
const diskBytes = 24 * 1024 * 1024

/** A small file system, where this user may mount one. */
const mountSmall = (path: string): boolean => {
  mkdirSync(path)
  return (
    spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${String(diskBytes)}`, 'tmpfs', path], { stdio: 'ignore' })
      .status === 0
  )
}

/** Leaves no more than `spare` bytes. */
const fill = (disk: string, spare: number): void => {
  const spareFile = openSync(join(disk, 'spare'), 'w')
  if (spare > 0) writeSync(spareFile, Buffer.alloc(spare))
  closeSync(spareFile)
  const filler = openSync(join(disk, 'filler'), 'w')
  for (const bytes of [1 << 20, 1 << 16, 4096, 1]) {
    const block = Buffer.alloc(bytes)
    try {
      while (writeSync(filler, block) === bytes) {
        /* until it is full */
      }
    } catch {
      /* a smaller piece may still fit */
    }
  }
  closeSync(filler)
  rmSync(join(disk, 'spare'))
}
const makeRoom = (disk: string): void => rmSync(join(disk, 'filler'), { force: true })

type Scene = {
  disk: string
  server: SocketServer
  host: HostProcess
  random: Random
  personId: string
  tickets: string[]
  acknowledged: string[]
  refusedFull: number
  refusedElse: string[]
  opening: Parameters<HostProcess['open']>[0]
}

const issueOne = async (
  scene: Scene,
  round: number,
  act: Act = chooseAct(scene.random, scene.personId, scene.tickets, `记录 ${String(round)} `),
): Promise<boolean> => {
  const { name, args } = act
  const issued = await scene.host.ask('command.issue', { name, args })
  if (issued.ok) scene.acknowledged.push(issued.value.commandId)
  else if (issued.failure.code === 'diskFull') scene.refusedFull += 1
  // A page that arrived meanwhile may make the command invalid; that refusal is not the disk's.
  else if (['internal', 'notWritable', 'replicaDamaged', 'notSignedIn', 'vaultKeyLost'].includes(issued.failure.code))
    scene.refusedElse.push(issued.failure.code)
  return issued.ok
}

const moments = {
  /** Commands run while the disk fills up. */
  issue: async (scene: Scene): Promise<void> => {
    scene.server.setOnline(scene.random.chance(0.5))
    const running = Array.from({ length: 40 }, (_, at) => issueOne(scene, at))
    await pause(scene.random.below(20))
    fill(scene.disk, scene.random.below(60_000))
    await Promise.all(running)
    for (let at = 0; at < 10; at += 1) await issueOne(scene, at)
  },
  /** Pages of the feed, or of a first filling, arrive while the disk is full or fills up. */
  page: async (scene: Scene): Promise<void> => {
    if (scene.random.chance(0.3)) {
      scene.server.setOnline(false)
      scene.server.changeScopes()
    }
    const isBefore = scene.random.chance(0.5)
    if (isBefore) fill(scene.disk, scene.random.below(100_000))
    scene.server.setOnline(true)
    scene.host.send({ kind: 'resume' })
    for (let at = 0; at < 20; at += 1)
      scene.server.store.seed('ticket', makeTicket({ ownerId: null, description: '整页。'.repeat(600) }))
    scene.server.sendChanges()
    await pause(scene.random.below(60))
    if (!isBefore) fill(scene.disk, scene.random.below(100_000))
    await issueOne(scene, 0)
    await pause(100)
  },
  /** The desk is opened on a full disk: it either opens or reports why not. */
  open: async (scene: Scene): Promise<void> => {
    scene.server.setOnline(false)
    scene.host.send({ kind: 'close' })
    fill(scene.disk, scene.random.below(40_000))
    const opened = await scene.host.open(scene.opening)
    if (opened.kind === 'opened') await issueOne(scene, 0)
    else if (opened.failure.code === 'diskFull') scene.refusedFull += 1
    else scene.refusedElse.push(`open ${opened.failure.code}`)
    makeRoom(scene.disk)
    if (opened.kind === 'openFailed') {
      const again = await scene.host.open(scene.opening)
      if (again.kind !== 'opened') scene.refusedElse.push(`again ${again.failure.code}`)
    }
  },
}

const runCycles = async (
  { folder, built, seed, isPlanted, print }: Workshop,
  disk: string,
  cycles: number,
): Promise<Record<string, unknown> & { isRed: boolean }> => {
  const random = createRandom(seed)
  const person = makeAgent()
  const server = await startSocketServer(person)
  const tickets = seedServer(server.store, person, 60)
  const directory = join(disk, 'desk')
  mkdirSync(directory)
  signInFolder(directory, person)
  const desk = newUuid()
  const host = startHost(built)
  const scene: Scene = {
    disk,
    server,
    host,
    random,
    personId: person.id,
    tickets,
    acknowledged: [],
    refusedFull: 0,
    refusedElse: [],
    opening: { directory, keyHex: crashKey, server: server.address, deskId: desk },
  }
  const kept = createKeptInOrder()
  const counts = { issue: 0, page: 0, open: 0 }
  const found = { stuck: 0, noticed: 0, damaged: 0 }
  await host.open(scene.opening)
  await until(
    async () => {
      const status = await host.ask('sync.read', null)
      return status.ok && status.value.connection === 'live'
    },
    'the first filling',
    patienceMs,
  )
  for (let round = 0; round < cycles && host.ended() === null; round += 1) {
    const moment = (['issue', 'page', 'open', 'issue', 'page'] as const)[round % 5] ?? 'issue'
    counts[moment] += 1
    await moments[moment](scene)
    if (isPlanted) scene.acknowledged.push(newUuid())
    makeRoom(disk)
    // A command that no rule refuses, even while the copy is being filled.
    if (
      !(await issueOne(scene, round, {
        name: 'agent.setState',
        args: { personId: person.id, rest: { state: 'ready' } },
      }))
    )
      found.stuck += 1
    // Checked on disk by another process, which does not see what is only in memory.
    const seen = inspectCopy(directory, person, true, join(folder, 'copy'))
    found.noticed += seen.notices.length
    if (seen.damage !== null) found.damaged += 1
    kept.look(scene.acknowledged.splice(0), server.received, seen.outbox)
    if (round % 10 === 9) print(`full: ${String(round + 1)} cycles, ${JSON.stringify(kept.figures())}`)
  }
  const ended = host.ended()
  await host.stop()
  server.setOnline(true)
  const divergent = await divergence({ directory, copy: join(folder, 'caught-up'), built, server, person, desk })
  kept.look([], server.received, inspectCopy(directory, person, true, join(folder, 'copy')).outbox)
  await server.close()
  const { lost, disordered, acknowledged, unacknowledged } = kept.figures()
  const bad = {
    lost,
    disordered,
    divergent,
    ...found,
    refusedOtherwise: scene.refusedElse.length,
    ended: ended === null ? 0 : 1,
  }
  return {
    isRed: Object.values(bad).some((count) => count > 0),
    cycles: counts.issue + counts.page + counts.open,
    ...counts,
    acknowledged,
    unacknowledgedKept: unacknowledged,
    refusedDiskFull: scene.refusedFull,
    ...bad,
    ...(scene.refusedElse.length + (ended === null ? 0 : 1) === 0
      ? {}
      : { said: [...new Set([...scene.refusedElse, ended ?? ''])] }),
  }
}

/**
 * The disk fills up while a desk works, then has room again: nothing acknowledged is lost, the rest is refused with a
 * reason, and work goes on.
 */
export const full: Part = async (workshop, times) => {
  const disk = join(workshop.folder, 'disk')
  if (!mountSmall(disk))
    return {
      isRed: workshop.isAsked('full'),
      figures: { full: 'not possible here: only root may mount a small file system' },
    }
  try {
    const { isRed, ...figures } = await runCycles(workshop, disk, times)
    return { isRed, figures }
  } finally {
    spawnSync('umount', ['-l', disk])
  }
}
