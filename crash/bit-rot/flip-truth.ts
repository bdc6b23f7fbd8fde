import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '#shared/domain/person'
import { openDeskFile } from '../../main/core/replica/desk-file'
import type { SqlRow } from '../../main/core/replica/driver'
import { applyBootstrapPage, applyFeedPage } from '../../main/core/replica/apply-page'
import { issue } from '../../main/core/replica/issue'
import { readMeta } from '../../main/core/replica/meta'
import { openReplica, replicaFileName } from '../../main/core/replica/open-replica'
import { outboxColumns } from '../../main/core/replica/rescue'
import { makeTicket } from '../../main/core/testing/replica-fixture'
import { chooseAct } from '../acts'
import { anyAddress, crashKey, makeAgent, seedServer, signInFolder } from '../desk-folder'
import type { Random } from '../../testing/random'
import { createSmallServer } from '../small-server'
import { digestOf } from './table-digest'

/** The state of a crashed desk before a bit is flipped in it. */
export type Truth = {
  person: Person
  /**
   * Digest of all rows after each commit, the last one last: a log that ends early may yield any of these, and
   * nothing between.
   */
  states: string[]
  outbox: SqlRow[]
}

/** The same desk as crashes at three moments leave it; each a folder. */
export type CrashedDesks = { truth: Truth; folders: { name: string; path: string }[] }

const commits = 60
const pageBytes = 4096

/** A crash in the middle of a checkpoint: some pages of the log are in the file already. */
const mixCheckpoint = (before: string, after: string, to: string, random: Random): void => {
  mkdirSync(to)
  for (const name of readdirSync(after)) {
    const done = readFileSync(join(after, name))
    if (name.endsWith('.db')) {
      const old = readFileSync(join(before, name))
      for (let at = 0; at + pageBytes <= old.length; at += pageBytes)
        if (random.chance(0.5)) old.copy(done, at, at, at + pageBytes)
    }
    writeFileSync(join(to, name), done)
  }
}

const copyOpen = (from: string, to: string): void => {
  mkdirSync(to)
  for (const name of readdirSync(from)) if (!name.endsWith('-shm')) copyFileSync(join(from, name), join(to, name))
}

/** Makes a desk with a filled copy, pages of the feed and unsent commands, and leaves it as crashes do. */
export const makeCrashedDesks = (folder: string, random: Random): CrashedDesks => {
  const live = join(folder, 'live')
  mkdirSync(live, { recursive: true })
  const person = makeAgent()
  const server = createSmallServer(person)
  const tickets = seedServer(server, person, 60)
  signInFolder(live, person)
  const desk = openDeskFile(live, crashKey, Date.now())
  const { replica } = openReplica({
    directory: live,
    keyHex: crashKey,
    server: anyAddress,
    person,
    deviceNow: Date.now,
  })
  const { db } = replica
  while (readMeta(db, 'cursor') === null)
    applyBootstrapPage(replica, server.bootstrap(readMeta(db, 'bootstrap')?.cursor ?? null, 50))
  db.exec('pragma wal_checkpoint(truncate)')
  const journal = desk.journal(replicaFileName(anyAddress, person.id))
  const states = [digestOf(db)]
  for (let at = 0; at < commits; at += 1) {
    if (at % 3 === 0) {
      const body = server.read('ticket', random.pick(tickets))
      server.seed(
        'ticket',
        body === null || random.chance(0.3)
          ? makeTicket({ ownerId: person.id })
          : { ...body, subject: `服务器 ${String(at)}` },
      )
      applyFeedPage(replica, server.pull(readMeta(db, 'cursor') ?? 0, 100))
    } else {
      const { name, args } = chooseAct(random, person.id, tickets, `未发送 ${String(at)} `)
      const issued = issue(replica, name, args)
      if (issued.ok) journal.add(replica, issued.value.commandId)
    }
    states.push(digestOf(db))
  }
  const outbox = db.all(`select ${outboxColumns.join(', ')} from outbox order by seq`)
  const at = (name: string): string => join(folder, name)
  copyOpen(live, at('written'))
  db.exec('pragma wal_checkpoint(passive)')
  copyOpen(live, at('checkpointed'))
  mixCheckpoint(at('written'), at('checkpointed'), at('checkpointing'), random)
  db.close()
  desk.close()
  return {
    truth: { person, states, outbox },
    folders: ['written', 'checkpointed', 'checkpointing'].map((name) => ({ name, path: at(name) })),
  }
}
