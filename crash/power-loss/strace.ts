import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newUuid } from 'uuid'
import { openReplica } from '../../main/core/replica/open-replica'
import { applyFeedPage } from '../../main/core/replica/apply-page'
import { writeMeta } from '../../main/core/replica/meta'
import { makeTicket, pageOf, put } from '../../main/core/testing/replica-fixture'
import { anyAddress, crashKey, makeAgent, signInFolder } from '../desk-folder'
import type { Part } from '../part'

type Counted = { acknowledged: number; flushes: number; unflushed: number }

/**
 * `fdatasync(21</…/replica-ab.db-wal>) = 0` and `write(1<pipe:[5]>, "0197…\n", 37)`, each after the thread's number.
 */
const flush = /\bf(?:data)?sync\(\d+<[^>]*replica-[0-9a-f]+\.db-wal>\)\s+= 0|sync resumed>.*= 0/
const acknowledgement = /\bwrite\(1<[^>]*>, "[0-9a-f]{8}-[0-9a-f]{4}-7/

/** @param trace what strace wrote. Only flushes of the replica's log between the first command and the last count. */
const count = (trace: string): Counted => {
  const counted = { acknowledged: 0, flushes: 0, unflushed: 0 }
  let isReady = false
  let since = 0
  for (const line of trace.split('\n')) {
    isReady ||= /\bwrite\(1<[^>]*>, "ready /.test(line)
    if (!isReady) continue
    if (flush.test(line)) since += 1
    if (!acknowledgement.test(line)) continue
    counted.acknowledged += 1
    counted.flushes += since
    if (since === 0) counted.unflushed += 1
    since = 0
  }
  return counted
}

/**
 * Every acknowledged command was flushed to the disk before its acknowledgement left the process, as the kernel saw it.
 */
export const strace: Part = ({ folder, built, seed, isPlanted, isAsked }, times) => {
  if (spawnSync('strace', ['--version'], { stdio: 'ignore' }).status !== 0) {
    return Promise.resolve({ isRed: isAsked('strace'), figures: { strace: 'strace is not installed' } })
  }
  const directory = join(folder, 'strace')
  mkdirSync(directory)
  const person = makeAgent()
  signInFolder(directory, person)
  const { replica } = openReplica({ directory, keyHex: crashKey, server: anyAddress, person, deviceNow: Date.now })
  writeMeta(replica.db, 'cursor', 0)
  applyFeedPage(
    replica,
    pageOf(
      0,
      1,
      Array.from({ length: 20 }, () => put('ticket', 1, makeTicket({ ownerId: person.id }))),
    ),
  )
  replica.db.close()
  const trace = join(folder, 'trace')
  const writer = [
    join(built, 'writer.cjs'),
    'write',
    '--directory',
    directory,
    '--count',
    String(times),
    '--seed',
    String(seed),
    '--desk',
    newUuid(),
    ...(isPlanted ? ['--plant', 'noFlush'] : []),
  ]
  const run = spawnSync(
    'strace',
    ['-f', '-y', '-e', 'trace=fsync,fdatasync,sync_file_range,write', '-o', trace, process.execPath, ...writer],
    { encoding: 'utf8', timeout: 300_000 },
  )
  if (run.status !== 0)
    return Promise.resolve({
      isRed: true,
      figures: { strace: `the writer ended with ${String(run.status)}`, said: run.stderr.slice(-500) },
    })
  const counted = count(readFileSync(trace, 'utf8'))
  const perAcknowledged = Math.round((counted.flushes / Math.max(1, counted.acknowledged)) * 100) / 100
  return Promise.resolve({
    isRed: counted.acknowledged < times || perAcknowledged < 1 || counted.unflushed > 0,
    figures: { ...counted, flushesPerAcknowledged: perAcknowledged },
  })
}
