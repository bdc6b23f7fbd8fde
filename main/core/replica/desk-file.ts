import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { personSchema } from '#shared/domain/person'
import { serverIdSchema } from '#shared/protocol/session'
import { fail } from '#shared/result'
import { DatabaseError, openDatabase, type Database, type SqlRow } from './driver'
import { journalSchema, openJournal, type Journal } from './journal'
import { isLogMixed } from './log-check'
import { setAside, withDamaged } from './rescue'

/** The stored session; the only place of the token. `serverHost` has no port, as an embedded server's changes. */
const sessionSchema = z.object({
  serverHost: z.string(),
  serverId: serverIdSchema.optional(),
  token: z.string(),
  person: personSchema,
})
export type KeptSession = z.infer<typeof sessionSchema>

/** `lastFile` is the copy of the person who signed in last. */
type KeptKey = 'clock' | 'leases' | 'lastFile'

/** The desk's own data, stored next to everyone's replica under the same key. */
export type DeskFile = {
  readSession: () => KeptSession | null
  writeSession: (session: KeptSession | null) => void
  /** @returns a floor for command numbers that this desk has never used. */
  reserveSeqs: () => number
  journal: (replicaFile: string) => Journal
  /** One small value of the desk's own, as JSON. */
  kept: (key: KeptKey) => { read: () => unknown; write: (value: unknown) => void }
  close: () => void
}

/** More commands than anyone issues between two sign-ins. */
const seqBlock = 100_000
const shape = 1
const fileName = 'desk.db'
const keptSchema = 'create table if not exists kept (key text primary key, value text not null) without rowid'

const replicasIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => /^replica-[0-9a-f]+\.db$/.test(name))
    .map((name) => join(directory, name))

const canOpen = (path: string, keyHex: string): boolean => {
  try {
    openDatabase(path, keyHex).close()
    return true
  } catch {
    return false
  }
}

type Rescued = {
  kept: { key: string; value: string }[]
  journal: { file: string; seq: number; id: string; command: string }[]
}

/** @returns the rows of a table up to the first damaged page, from both ends */
const readable = <Row extends SqlRow>(path: string, keyHex: string, select: string, keys: readonly string[]): Row[] => {
  const found = ['asc', 'desc'].flatMap(
    (direction) =>
      withDamaged(path, keyHex, (db) => {
        const rows: Row[] = []
        try {
          for (;;) {
            const row = db.get<Row>(
              `${select} order by ${keys.map((key) => `${key} ${direction}`).join(', ')} limit 1 offset ?`,
              [rows.length],
            )
            if (row === undefined) return rows
            rows.push(row)
          }
        } catch (error) {
          if (!(error instanceof DatabaseError)) throw error
          return rows
        }
      }) ?? [],
  )
  return [...new Map(found.map((row) => [keys.map((key) => String(row[key])).join(' '), row])).values()]
}

const rescue = (path: string, keyHex: string): Rescued => ({
  kept: readable(path, keyHex, 'select key, value from kept', ['key']),
  journal: readable(path, keyHex, 'select file, seq, id, command from journal', ['file', 'seq']),
})

/** @returns above every number that a replica of this folder shows as used */
const floorAbove = (directory: string, keyHex: string): number => {
  const used = replicasIn(directory).map(
    (path) =>
      withDamaged(path, keyHex, (db) => {
        try {
          return db.get<{ seq: number }>(`select seq from sqlite_sequence where name = 'outbox'`)?.seq ?? 0
        } catch (error) {
          if (error instanceof DatabaseError) return 0
          throw error
        }
      }) ?? 0,
  )
  return Math.ceil(Math.max(0, ...used) / seqBlock) * seqBlock
}

/** Sets a damaged file aside and fills a fresh one with what could be read. */
const replace = (directory: string, keyHex: string, now: number, { kept, journal }: Rescued): Database => {
  const path = join(directory, fileName)
  const floor = floorAbove(directory, keyHex)
  setAside(path, now)
  const db = openDatabase(path, keyHex)
  try {
    db.transaction(() => {
      db.exec(keptSchema)
      db.exec(journalSchema)
      for (const { key, value } of kept) db.run('insert into kept (key, value) values (?, ?)', [key, value])
      for (const { file, seq, id, command } of journal)
        db.run('insert into journal (file, seq, id, command) values (?, ?, ?, ?)', [file, seq, id, command])
      db.run(
        `insert into kept (key, value) values ('seqFloor', ?) on conflict (key) do update set value = max(cast(value as integer), cast(excluded.value as integer))`,
        [String(floor)],
      )
    })
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const openOrReplace = (directory: string, keyHex: string, now: number): Database => {
  const path = join(directory, fileName)
  const isMixed = isLogMixed(path)
  let db: Database
  try {
    db = openDatabase(path, keyHex)
  } catch (error) {
    const code = error instanceof DatabaseError ? error.failure.code : null
    if (code !== 'vaultKeyLost' && code !== 'replicaDamaged') throw error
    // If a replica opens, the key is right and this file is damaged; otherwise only a person can decide.
    if (!replicasIn(directory).some((replica) => canOpen(replica, keyHex))) throw error
    return replace(directory, keyHex, now, { kept: [], journal: [] })
  }
  // The file is small enough to check whole; damage that a read met later could not be handled.
  if (!isMixed && db.findDamage() === null) return db
  db.close()
  return replace(directory, keyHex, now, rescue(path, keyHex))
}

/**
 * Opens the desk's own file, which proves the key.
 * @throws DatabaseError `vaultKeyLost` when neither it nor any replica opens, `replicaNewer`, `notWritable`
 */
export const openDeskFile = (directory: string, keyHex: string, now: number): DeskFile => {
  try {
    if (!existsSync(directory)) mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DatabaseError(
      fail('notWritable', { path: directory }).failure,
      'SQLITE_CANTOPEN',
      'cannot make the directory',
      error,
    )
  }
  const db = openOrReplace(directory, keyHex, now)
  try {
    if (db.userVersion() > shape) throw new DatabaseError(fail('replicaNewer').failure, 'NEWER', 'desk file newer')
    db.exec(keptSchema)
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
    db.run('insert into kept (key, value) values (?, ?) on conflict (key) do update set value = excluded.value', [
      key,
      JSON.stringify(value),
    ])
  }
  return {
    readSession: () => sessionSchema.nullable().catch(null).parse(read('session')),
    writeSession: (session) => write('session', session),
    reserveSeqs: () =>
      db.transaction(() => {
        const floor = z.number().int().nonnegative().catch(0).parse(read('seqFloor'))
        write('seqFloor', floor + seqBlock)
        return floor
      }),
    journal: (replicaFile) => openJournal(db, replicaFile),
    kept: (key) => ({ read: () => read(key), write: (value) => write(key, value) }),
    close: () => db.close(),
  }
}
