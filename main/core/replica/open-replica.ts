import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import type { Person } from '#shared/domain/person'
import { fail, type Failure } from '#shared/result'
import { createDeskClock, type DeskClock, clocksOf } from '../clock/desk-clock'
import { rejudgeUnreadable } from './documents'
import { DatabaseError, openDatabase, type Database } from './driver'
import { isLogMixed } from './log-check'
import { migrate } from './migrations/migrate'
import { rebase } from './rebase'
import type { Replica } from './replica'
import { takePerson } from './take-person'
import { rescueOutbox, restoreOutbox, setAside } from './rescue'

/**
 * One file per server and person. A server is identified by the id of its data, or by its host where it sends none;
 * without the port, because an embedded server has another one on each start.
 */
export const replicaFileName = (server: string, personId: string, serverId?: string): string =>
  `replica-${createHash('sha256')
    .update(`${serverId ?? new URL(server).hostname} ${personId}`)
    .digest('hex')
    .slice(0, 16)}.db`

const openSound = (path: string, keyHex: string, finish: (db: Database) => Replica): Replica => {
  const db = openDatabase(path, keyHex)
  try {
    migrate(db)
    const replica = finish(db)
    // Own commands were decided on what an older version made of the document.
    if (rejudgeUnreadable(db)) db.transaction(() => rebase(replica, []))
    return replica
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * `vaultKeyLost` counts as damage: the desk's own file has already proved the key.
 * @param db where the error came from: for a damaged page of the search SQLite only reports a generic error, so the
 *   whole file is checked then
 */
export const isDamage = (error: unknown, db?: Database): boolean => {
  if (!(error instanceof DatabaseError)) return false
  if (error.failure.code === 'replicaDamaged' || error.failure.code === 'vaultKeyLost') return true
  return error.sqliteCode === 'SQLITE_ERROR' && db !== undefined && db.findDamage() !== null
}

export type OpenReplicaInput = {
  directory: string
  keyHex: string
  server: string
  serverId?: string | undefined
  person: Person
  deviceNow: () => number
  clock?: DeskClock
  /** A read has already found damage. */ isKnownDamaged?: boolean
}

/**
 * Opens a person's replica with a key known to be right. A damaged file is set aside and its outbox rescued into a
 * fresh one. @returns the notice to show then. @throws DatabaseError `replicaNewer`, `notWritable`, `diskFull`
 */
export const openReplica = (input: OpenReplicaInput): { replica: Replica; notice: Failure | null } => {
  const { keyHex, person, deviceNow, clock = createDeskClock({ clocks: clocksOf(deviceNow) }) } = input
  const path = join(input.directory, replicaFileName(input.server, person.id, input.serverId))
  const finish = (db: Database): Replica => {
    const replica = { db, person, deviceNow, clock }
    takePerson(replica, person)
    return replica
  }
  if (existsSync(path) && (input.isKnownDamaged === true || isLogMixed(path)))
    return replaceDamaged(path, input, finish)
  try {
    return { replica: openSound(path, keyHex, finish), notice: null }
  } catch (error) {
    if (!isDamage(error) || !existsSync(path)) throw error
    return replaceDamaged(path, input, finish)
  }
}

const replaceDamaged = (
  path: string,
  { keyHex, deviceNow }: OpenReplicaInput,
  finish: (db: Database) => Replica,
): { replica: Replica; notice: Failure } => {
  const rows = rescueOutbox(path, keyHex)
  const file = setAside(path, deviceNow())
  const replica = openSound(path, keyHex, finish)
  restoreOutbox(replica.db, rows)
  return { replica, notice: fail('replicaDamaged', { file, rescued: String(rows.length) }).failure }
}
