import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Person } from '#shared/domain/person'
import { openDeskFile } from '../main/core/replica/desk-file'
import { openReplica, replicaFileName } from '../main/core/replica/open-replica'
import { anyAddress, crashKey } from './desk-folder'

/** Leaves out `-shm`, which is made again when a file is opened after a crash. */
export const copyFiles = (from: string, to: string): void => {
  rmSync(to, { recursive: true, force: true })
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from))
    if (/\.db(-wal)?$/.test(name) && existsSync(join(from, name))) copyFileSync(join(from, name), join(to, name))
}

export type Inspected = {
  /** Ids of every command in the outbox, in its order. */
  outbox: string[]
  reopenMs: number
  /** Notices of the opening: damage, restored commands. */
  notices: string[]
  damage: string | null
}

/** Opens a crashed desk as the product does, on a copy, so that the folder itself stays as the crash left it. */
export const inspectCopy = (
  directory: string,
  person: Person,
  isThorough: boolean,
  copy = `${directory}.copy`,
): Inspected => {
  copyFiles(directory, copy)
  const started = performance.now()
  const desk = openDeskFile(copy, crashKey, Date.now())
  const { replica, notice } = openReplica({
    directory: copy,
    keyHex: crashKey,
    server: anyAddress,
    person,
    deviceNow: Date.now,
  })
  const restored = desk.journal(replicaFileName(anyAddress, person.id)).restore(replica, notice !== null)
  desk.readSession()
  const outbox = replica.db.all<{ id: string }>('select id from outbox order by seq').map((row) => row.id)
  const reopenMs = performance.now() - started
  const damage = isThorough ? replica.db.findDamage() : null
  replica.db.close()
  desk.close()
  rmSync(copy, { recursive: true, force: true })
  return { outbox, reopenMs, notices: [notice, restored].flatMap((each) => (each === null ? [] : [each.code])), damage }
}
