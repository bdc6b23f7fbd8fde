import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { personSchema } from '#shared/domain/person'
import { serverIdSchema } from '#shared/protocol/session'
import { fail } from '#shared/result'
import { DatabaseError, openDatabase, type Database } from './driver'
import { journalSchema, openJournal, type Journal } from './journal'
import { setAside } from './rescue'

/** Who is signed in where; the token lies nowhere else. `serverHost` has no port: an embedded server moves. */
const sessionSchema = z.object({ serverHost: z.string(), serverId: serverIdSchema.optional(), token: z.string(), person: personSchema })
export type KeptSession = z.infer<typeof sessionSchema>

/** What the desk itself keeps beside everyone's replica, under the same key. */
export type DeskFile = {
  readSession: () => KeptSession | null
  writeSession: (session: KeptSession | null) => void
  /** @returns a floor for command numbers that this desk has never used. */
  reserveSeqs: () => number
  journal: (replicaFile: string) => Journal
  close: () => void
}

/** More commands than anyone issues between two sign-ins. */
const seqBlock = 100_000
const shape = 1

const canOpen = (path: string, keyHex: string): boolean => {
  try {
    openDatabase(path, keyHex).close()
    return true
  } catch {
    return false
  }
}

const openOrReplace = (directory: string, keyHex: string, now: number): Database => {
  const path = join(directory, 'desk.db')
  try {
    return openDatabase(path, keyHex)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.failure.code !== 'vaultKeyLost') throw error
    const replicas = readdirSync(directory).filter((name) => /^replica-[0-9a-f]+\.db$/.test(name))
    // A replica that opens proves the key, so it is this file that is damaged; else nobody can tell, and a person decides.
    if (!replicas.some((name) => canOpen(join(directory, name), keyHex))) throw error
    setAside(path, now)
    return openDatabase(path, keyHex)
  }
}

/**
 * Opens the desk's own file, and with it proves the key.
 * @throws DatabaseError `vaultKeyLost` when neither it nor any replica opens, `replicaNewer`, `notWritable`
 */
export const openDeskFile = (directory: string, keyHex: string, now: number): DeskFile => {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DatabaseError(fail('notWritable', { path: directory }).failure, 'SQLITE_CANTOPEN', 'cannot make the directory', error)
  }
  const db = openOrReplace(directory, keyHex, now)
  try {
    if (db.userVersion() > shape) throw new DatabaseError(fail('replicaNewer').failure, 'NEWER', 'desk file newer')
    db.exec('create table if not exists kept (key text primary key, value text not null) without rowid')
    db.exec(journalSchema)
    db.setUserVersion(shape)
  } catch (error) {
    db.close()
    throw error
  }
  return deskFileOf(db)
}

const deskFileOf = (db: Database): DeskFile => {
  const read = (key: string): unknown => {
    const row = db.get<{ value: string }>('select value from kept where key = ?', [key])
    return row === undefined ? null : JSON.parse(row.value)
  }
  const write = (key: string, value: unknown): void => {
    db.run('insert into kept (key, value) values (?, ?) on conflict (key) do update set value = excluded.value', [key, JSON.stringify(value)])
  }
  return {
    readSession: () => sessionSchema.nullable().catch(null).parse(read('session')),
    writeSession: (session) => write('session', session),
    reserveSeqs: () => db.transaction(() => {
      const floor = z.number().int().nonnegative().catch(0).parse(read('seqFloor'))
      write('seqFloor', floor + seqBlock)
      return floor
    }),
    journal: (replicaFile) => openJournal(db, replicaFile),
    close: () => db.close(),
  }
}
