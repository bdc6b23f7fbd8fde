import { mkdirSync, openSync, readdirSync, rmSync, writeSync, closeSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '#shared/domain/person'
import type { DeskId } from '#shared/ids'
import type { FeedPage } from '#shared/protocol/feed'
import { testKey } from '../replica-fixture'
import type { Wire } from '../../sync/wire'
import type { Database } from '../../replica/driver'
import type { Journal } from '../../replica/journal'
import { openReplica, replicaFileName } from '../../replica/open-replica'
import { raiseSeq } from '../../replica/outbox'
import type { Replica } from '../../replica/replica'
import { fixedId } from './world'

const server = 'http://127.0.0.1:1'

/**
 * For speed only: these tests check values, durability has its own. Without a separate log each page is encrypted once.
 */
export const fastPragmas = 'pragma synchronous = OFF; pragma locking_mode = EXCLUSIVE; pragma journal_mode = MEMORY'

/** Thrown in the middle of a write: the open transaction is lost, as after a kill. */
export class PowerCut extends Error {}

/** One desk with its real file. */
export type Console = {
  at: number
  deskId: DeskId
  /** The person of the desk's stored session; the server's welcome brings changes to them. */
  signedIn: Person
  directory: string
  replica: Replica
  journal: Journal
  /** Pages of this connection that are on their way. */
  delayed: FeedPage[]
  isConnected: boolean
  /** The connection's; null until it is asked for. */
  wire: Wire | null
  /** The server was restored, and this console has not completed a pull since. */
  isUnaware: boolean
  tries: Map<string, number>
  /** Writes until the power is cut. */
  fuse: { left: number }
  /** Whether copies of the first tables exist; false after the file was opened again. */
  hasBase: boolean
}

const fused = (db: Database, fuse: Console['fuse']): Database => {
  const spend = (): void => {
    if (fuse.left <= 0) throw new PowerCut()
    fuse.left -= 1
  }
  return {
    ...db,
    run: (sql, params) => {
      spend()
      return db.run(sql, params)
    },
    exec: (sql) => {
      spend()
      db.exec(sql)
    },
  }
}

type Opened = Pick<Console, 'directory' | 'signedIn' | 'fuse'> & { now: () => number; isKnownDamaged?: boolean }

const open = ({
  directory,
  signedIn,
  fuse,
  now,
  isKnownDamaged = false,
}: Opened): { replica: Replica; isFresh: boolean } => {
  const { replica, notice } = openReplica({
    directory,
    keyHex: testKey,
    server,
    person: signedIn,
    deviceNow: now,
    isKnownDamaged,
  })
  replica.db.exec(fastPragmas)
  fuse.left = Number.POSITIVE_INFINITY
  return { replica: { ...replica, db: fused(replica.db, fuse) }, isFresh: notice !== null }
}

export const openConsole = (
  folder: string,
  at: number,
  signedIn: Person,
  journal: Journal,
  now: () => number,
): Console => {
  const directory = join(folder, `desk-${String(at)}`)
  mkdirSync(directory)
  const fuse = { left: Number.POSITIVE_INFINITY }
  const { replica } = open({ directory, signedIn, fuse, now })
  return {
    at,
    deskId: fixedId(256 + at),
    signedIn,
    directory,
    replica,
    journal,
    delayed: [],
    isConnected: false,
    wire: null,
    isUnaware: false,
    tries: new Map(),
    fuse,
    hasBase: false,
  }
}

let floor = 0

const reopen = (console: Console, isKnownDamaged: boolean): void => {
  const { replica, isFresh } = open({ ...console, now: console.replica.deviceNow, isKnownDamaged })
  Object.assign(console, { replica, delayed: [], isConnected: false, tries: new Map(), hasBase: false })
  console.journal.restore(replica, isFresh)
  // As the desk's own file does: numbers never repeat.
  floor += 1000
  raiseSeq(replica.db, floor)
}

/** The process dies and restarts: what was not on disk is lost. */
export const crash = (console: Console): void => {
  console.replica.db.close()
  reopen(console, false)
}

/**
 * The file is damaged: either its outbox can still be read, or not even the first page can and the journal has the only
 * copy.
 */
export const loseFile = (console: Console, isReadable: boolean): void => {
  console.replica.db.close()
  if (!isReadable) {
    const file = openSync(join(console.directory, replicaFileName(server, console.signedIn.id)), 'r+')
    writeSync(file, Buffer.alloc(512, 7), 0, 512, 0)
    closeSync(file)
  }
  reopen(console, isReadable)
  for (const name of readdirSync(console.directory)) if (name.includes('damaged')) rmSync(join(console.directory, name))
}
