import { dirname, join } from 'node:path'
import { fileHashSchema, pieceCount, type FileDescription, type FileHash } from '#shared/domain/attachment'
import type { TicketId } from '#shared/ids'
import { fail, type Failure } from '#shared/result'
import { DatabaseError, openDatabase, type Database } from '../replica/driver'
import { isDamage } from '../replica/open-replica'
import { setAside } from '../replica/rescue'
import { fileSchemaSql, fileShape, writeRescued, type Piece } from './file-tables'
import { rescueUnsent } from './rescue-unsent'

/** A file of which every piece is here. `isOwn`: added at this desk; `isSent`: the server has all of it. */
export type KeptFile = { hash: FileHash; size: number; isOwn: boolean; isSent: boolean }

/** Files by content, encrypted beside the replica. A file is here only with all its pieces. */
export type FileStore = {
  find: (hash: FileHash) => KeptFile | null
  /** Own files that the server has not got, oldest first. */
  listUnsent: () => KeptFile[]
  /** Own files that the server has confirmed. */
  listSent: () => KeptFile[]
  /** The tickets that a file is known to belong to. */
  ticketsOf: (hash: FileHash) => TicketId[]
  listTickets: () => TicketId[]
  addUse: (hash: FileHash, ticketId: TicketId) => void
  /**
   * The ticket is no longer visible to this person: drops its files, except those of other tickets and those that the
   * server lacks.
   */
  dropTicket: (ticketId: TicketId) => void
  /** Pieces without their file: of one that is being added or fetched. */
  writePieces: (hash: FileHash, pieces: readonly { index: number; bytes: Piece }[]) => void
  storedPieces: (hash: FileHash) => Set<number>
  readPiece: (hash: FileHash, index: number) => Piece | null
  forgetPieces: (hash: FileHash) => void
  /** Makes pieces a file, on disk when it returns. @throws where one is missing */
  finish: (file: FileDescription, ticketId: TicketId, isOwn: boolean, at: number) => void
  /** Removes a file that nothing uses. */
  withdraw: (hash: FileHash, ticketId: TicketId) => void
  markSent: (hash: FileHash) => void
  /** The server no longer has this file, because an older state of it was restored. */
  markUnsent: (hash: FileHash) => void
  markUsed: (hash: FileHash, at: number) => void
  /** Drops what was fetched and used least lately, until no more than so many bytes of it are here. */
  trimFetched: (limitBytes: number) => void
  bytesHere: () => number
  /** The notice of a damaged file that was set aside; null where there is none. */
  notice: () => Failure | null
  close: () => void
}

type Row = { hash: string; size: number; is_own: number; is_sent: number }
const columns = 'hash, size, is_own, is_sent'
const keptOf = (row: Row): KeptFile => ({
  hash: fileHashSchema.parse(row.hash),
  size: row.size,
  isOwn: row.is_own === 1,
  isSent: row.is_sent === 1,
})
/** What the server has can be fetched again, so it may be dropped. */
const canGo = '(is_own = 0 or is_sent = 1)'

const openSound = (path: string, keyHex: string): Database => {
  const db = openDatabase(path, keyHex)
  try {
    if (db.userVersion() > fileShape)
      throw new DatabaseError(fail('replicaNewer').failure, 'NEWER', 'files of a newer console')
    db.exec(fileSchemaSql)
    db.setUserVersion(fileShape)
    // Leftovers of adding or fetching before a crash.
    db.run('delete from piece where hash not in (select hash from file)')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/**
 * Opens a person's files with a key known to be right. A damaged file is set aside, then or later, and every own
 * unsent file whose pieces can all be read moves into the fresh one.
 * @throws DatabaseError `replicaNewer`, `notWritable`, `diskFull`; later `filesDamaged`, after which it works again
 */
export const openFileStore = (path: string, keyHex: string, deviceNow: () => number): FileStore => {
  let notice: Failure | null = null
  const replaceDamaged = (): Database => {
    const aside = setAside(path, deviceNow())
    const fresh = openSound(path, keyHex)
    const rescued = rescueUnsent(join(dirname(path), aside), keyHex, (file) => writeRescued(fresh, file))
    notice = fail('filesDamaged', { file: aside, rescued: String(rescued) }).failure
    return fresh
  }
  const open = (): Database => {
    try {
      return openSound(path, keyHex)
    } catch (error) {
      if (!isDamage(error)) throw error
      return replaceDamaged()
    }
  }
  let db = open()
  const use = <T>(work: (db: Database) => T): T => {
    try {
      return work(db)
    } catch (error) {
      if (!isDamage(error)) throw error
      db.close()
      db = replaceDamaged()
      throw new DatabaseError(notice ?? fail('filesDamaged').failure, 'FILES', 'damaged files set aside', error)
    }
  }
  const dropUnused = (within: Database, hashes: readonly string[]): void => {
    for (const hash of hashes)
      within.run(
        `delete from file where hash = ? and ${canGo} and not exists (select 1 from file_ticket where file_ticket.hash = file.hash)`,
        [hash],
      )
    for (const hash of hashes)
      within.run('delete from piece where hash = ? and hash not in (select hash from file)', [hash])
  }
  return {
    find: (hash) =>
      use((at) => {
        const row = at.get<Row>(`select ${columns} from file where hash = ?`, [hash])
        return row === undefined ? null : keptOf(row)
      }),
    listSent: () =>
      use((at) => at.all<Row>(`select ${columns} from file where is_own = 1 and is_sent = 1`).map(keptOf)),
    listUnsent: () =>
      use((at) =>
        at.all<Row>(`select ${columns} from file where is_own = 1 and is_sent = 0 order by added_at, hash`).map(keptOf),
      ),
    ticketsOf: (hash) =>
      use((at) =>
        at
          .all<{ id: string }>('select ticket_id id from file_ticket where hash = ? order by rowid', [hash])
          .map(({ id }) => id as TicketId),
      ),
    listTickets: () =>
      use((at) =>
        at.all<{ id: string }>('select distinct ticket_id id from file_ticket').map(({ id }) => id as TicketId),
      ),
    addUse: (hash, ticketId) =>
      use((at) => {
        at.run('insert or ignore into file_ticket (hash, ticket_id) values (?, ?)', [hash, ticketId])
      }),
    dropTicket: (ticketId) =>
      use((at) =>
        at.transaction(() => {
          const hashes = at
            .all<{ hash: string }>('select hash from file_ticket where ticket_id = ?', [ticketId])
            .map(({ hash }) => hash)
          at.run(`delete from file_ticket where ticket_id = ? and hash in (select hash from file where ${canGo})`, [
            ticketId,
          ])
          dropUnused(at, hashes)
        }),
      ),
    writePieces: (hash, pieces) =>
      use((at) =>
        at.transaction(() => {
          for (const { index, bytes } of pieces)
            at.run('insert or replace into piece (hash, place, bytes) values (?, ?, ?)', [hash, index, bytes])
        }, 'tillPowerCut'),
      ),
    storedPieces: (hash) =>
      use(
        (at) =>
          new Set(
            at.all<{ place: number }>('select place from piece where hash = ?', [hash]).map(({ place }) => place),
          ),
      ),
    readPiece: (hash, index) =>
      use(
        (at) =>
          at.get<{ bytes: Piece }>('select bytes from piece where hash = ? and place = ?', [hash, index])?.bytes ??
          null,
      ),
    forgetPieces: (hash) =>
      use((at) => {
        at.run('delete from piece where hash = ? and hash not in (select hash from file)', [hash])
      }),
    finish: ({ hash, size, mediaType, name }, ticketId, isOwn, now) =>
      use((at) =>
        at.transaction(() => {
          const count = at.get<{ n: number }>('select count(*) n from piece where hash = ?', [hash])?.n
          if (count !== pieceCount(size)) throw new Error('a piece of the file is missing')
          at.run(
            'insert or ignore into file (hash, size, media_type, name, is_own, is_sent, added_at, used_at) values (?, ?, ?, ?, ?, ?, ?, ?)',
            [hash, size, mediaType, name, isOwn ? 1 : 0, isOwn ? 0 : 1, now, now],
          )
          at.run('insert or ignore into file_ticket (hash, ticket_id) values (?, ?)', [hash, ticketId])
        }),
      ),
    withdraw: (hash, ticketId) =>
      use((at) =>
        at.transaction(() => {
          at.run('delete from file_ticket where hash = ? and ticket_id = ?', [hash, ticketId])
          at.run(
            'delete from file where hash = ? and not exists (select 1 from file_ticket where file_ticket.hash = file.hash)',
            [hash],
          )
          dropUnused(at, [hash])
        }),
      ),
    markUnsent: (hash) =>
      use((at) => {
        at.run('update file set is_sent = 0 where hash = ? and is_own = 1', [hash])
      }),
    markSent: (hash) =>
      use((at) => {
        at.run('update file set is_sent = 1 where hash = ?', [hash])
      }),
    markUsed: (hash, now) =>
      use((at) =>
        at.transaction(() => {
          at.run('update file set used_at = ? where hash = ?', [now, hash])
        }, 'tillPowerCut'),
      ),
    trimFetched: (limitBytes) =>
      use((at) =>
        at.transaction(() => {
          let bytes = 0
          for (const row of at.all<Row>(`select ${columns} from file where ${canGo} order by used_at desc, hash`)) {
            bytes += row.size
            if (bytes <= limitBytes) continue
            at.run('delete from file_ticket where hash = ?', [row.hash])
            dropUnused(at, [row.hash])
          }
        }),
      ),
    bytesHere: () => use((at) => at.get<{ n: number }>('select coalesce(sum(size), 0) n from file')?.n ?? 0),
    notice: () => notice,
    close: () => db.close(),
  }
}
