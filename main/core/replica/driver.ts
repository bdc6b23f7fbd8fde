import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { Database as Sqlcipher, setLogger, type Statement } from '@signalapp/sqlcipher'
import { fail, type Failure } from '#shared/result'

export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>
export type SqlParams = readonly SqlValue[]
export type SqlRow = Record<string, SqlValue>

/** An open encrypted file. Statements are compiled once and kept; every method throws `DatabaseError`. */
export type Database = {
  readonly path: string
  /** @returns the number of rows changed */
  run: (sql: string, params?: SqlParams) => number
  /** Unlike `returning`, for which the engine makes and encrypts a table each time. @returns the new row's rowid */
  insert: (sql: string, params?: SqlParams) => number
  get: <Row extends SqlRow>(sql: string, params?: SqlParams) => Row | undefined
  all: <Row extends SqlRow>(sql: string, params?: SqlParams) => Row[]
  /** Runs several statements without parameters. */
  exec: (sql: string) => void
  /**
   * All or nothing, on disk when it returns. One inside another joins it.
   * @param durability `tillPowerCut`: nothing waits for the disk, and a power cut may undo the last of these
   *   transactions, in order. Only for what can be fetched again; older transactions stay on disk.
   */
  transaction: <T>(work: () => T, durability?: 'always' | 'tillPowerCut') => T
  userVersion: () => number
  setUserVersion: (version: number) => void
  /** @returns the first damage found by authenticating every page and walking every tree, null when sound. */
  findDamage: () => string | null
  close: () => void
}

/** An error of SQLite, with the failure to show for it. */
export class DatabaseError extends Error {
  readonly failure: Failure
  readonly sqliteCode: string

  constructor(failure: Failure, sqliteCode: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.failure = failure
    this.sqliteCode = sqliteCode
  }
}

// SQLCipher would print lines about pages and keys; what matters is thrown as an error.
setLogger(() => undefined)

const failureOf = (code: string, path: string): Failure => {
  switch (code) {
    // A wrong key and a damaged first page look alike; the caller tells them apart by another file of the same key.
    case 'SQLITE_NOTADB':
      return fail('vaultKeyLost').failure
    case 'SQLITE_CORRUPT':
      return fail('replicaDamaged', { file: '', rescued: '0' }).failure
    case 'SQLITE_FULL':
      return fail('diskFull').failure
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_CANTOPEN':
      return fail('notWritable', { path }).failure
    default:
      return fail('internal', { reference: code }).failure
  }
}

const wrap = (error: unknown, path: string): DatabaseError => {
  if (error instanceof DatabaseError) return error
  const { code, message } = error as { code?: string; message?: string }
  const known =
    typeof code === 'string' && code.startsWith('SQLITE')
      ? (/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? code)
      : 'SQLITE_CANTOPEN'
  // SQLite reports an I/O error when the log's index does not fit; the disk is only full.
  if (code === 'SQLITE_IOERR_SHMSIZE') return new DatabaseError(fail('diskFull').failure, code, message ?? code, error)
  return new DatabaseError(failureOf(known, path), known, message ?? String(error), error)
}

const mustBeWritable = (path: string): void => {
  try {
    accessSync(dirname(path), constants.W_OK)
  } catch (error) {
    throw new DatabaseError(
      fail('notWritable', { path: dirname(path) }).failure,
      'SQLITE_CANTOPEN',
      'directory not writable',
      error,
    )
  }
}

/**
 * Opens or creates an encrypted file.
 * @param keyHex 64 hex digits, the raw key: no derivation, so opening costs nothing.
 * @throws DatabaseError `vaultKeyLost` when the first page does not open (wrong key or damage there), `replicaDamaged`,
 *   `notWritable`, `diskFull`
 */
export const openDatabase = (path: string, keyHex: string): Database => {
  if (!/^[0-9a-f]{64}$/i.test(keyHex)) throw new Error('a key is 64 hex digits')
  mustBeWritable(path)
  let native: Sqlcipher
  try {
    native = new Sqlcipher(path)
  } catch (error) {
    throw wrap(error, path)
  }
  try {
    native.pragma('cipher_log_level = NONE')
    native.pragma(`key = "x'${keyHex}'"`)
    native.prepare('select count(*) from sqlite_master').get()
    native.pragma('journal_mode = WAL')
    // An answered command must outlive a power cut.
    native.pragma('synchronous = FULL')
    // 32 MB of decrypted pages: the whole of 10,000 tickets' rows stays warm.
    native.pragma('cache_size = -32768')
    // 16 MB of log: commits rarely wait for a checkpoint, and a start after a crash still reads it quickly.
    native.pragma('wal_autocheckpoint = 4000')
    native.pragma('temp_store = MEMORY')
  } catch (error) {
    native.close()
    throw wrap(error, path)
  }
  return databaseOf(native, path)
}

const databaseOf = (native: Sqlcipher, path: string): Database => {
  const statements = new Map<string, Statement>()
  let depth = 0
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw (error as { code?: unknown }).code === undefined ? error : wrap(error, path)
    }
  }
  const prepared = (sql: string): Statement => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const made = native.prepare(sql, { persistent: true })
    statements.set(sql, made)
    return made
  }
  const begin = <T>(work: () => T): T => {
    guarded(() => native.exec('begin immediate'))
    depth = 1
    try {
      const value = work()
      guarded(() => native.exec('commit'))
      return value
    } catch (error) {
      // After some failures (a full disk) SQLite has already rolled back; a second rollback only fails.
      try {
        native.exec('rollback')
      } catch {
        /* nothing was open */
      }
      throw error
    } finally {
      depth = 0
    }
  }
  const beginLightly = <T>(work: () => T): T => {
    guarded(() => {
      native.pragma('synchronous = NORMAL')
    })
    try {
      return begin(work)
    } finally {
      guarded(() => {
        native.pragma('synchronous = FULL')
      })
    }
  }
  return {
    path,
    run: (sql, params = []) => guarded(() => prepared(sql).run(params).changes),
    insert: (sql, params = []) => guarded(() => prepared(sql).run(params).lastInsertRowid),
    get: <Row extends SqlRow>(sql: string, params: SqlParams = []) => guarded(() => prepared(sql).get<Row>(params)),
    all: <Row extends SqlRow>(sql: string, params: SqlParams = []) => guarded(() => prepared(sql).all<Row>(params)),
    exec: (sql) => guarded(() => native.exec(sql)),
    transaction: (work, durability = 'always') =>
      depth > 0 ? work() : durability === 'always' ? begin(work) : beginLightly(work),
    userVersion: () => guarded(() => Number(native.pragma('user_version', { simple: true }) ?? 0)),
    setUserVersion: (version) =>
      guarded(() => {
        native.pragma(`user_version = ${String(Math.trunc(version))}`)
      }),
    findDamage: () => findDamage(native, path),
    close: () => {
      statements.clear()
      native.close()
    },
  }
}

const findDamage = (native: Sqlcipher, path: string): string | null => {
  try {
    const pages = native.pragma('cipher_integrity_check') as SqlRow[]
    if (pages.length > 0) return String(Object.values(pages[0] ?? {})[0])
    const trees = native.pragma('quick_check(1)') as SqlRow[]
    const first = String(Object.values(trees[0] ?? {})[0] ?? 'ok')
    return first === 'ok' ? null : first
  } catch (error) {
    return wrap(error, path).sqliteCode
  }
}
