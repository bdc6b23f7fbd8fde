import type { CommandId } from '#shared/ids'
import { fail, type Failure } from '#shared/result'
import { DatabaseError, type Database } from './driver'
import { rebase } from './rebase'
import type { Replica } from './replica'
import { outboxColumns, restoreOutbox, type OutboxColumns } from './rescue'

/** Settled commands kept before they are cleared away, because finding them reads both files. */
const clearAt = 200

/**
 * A second copy of issued commands, in another file than the outbox. After a crash SQLite silently ends the write-ahead
 * log at the first frame with a wrong checksum: one flipped bit there loses every later command, although the person
 * saw it as kept. A command that is here and above the outbox's own sequence number was lost that way. Sending one
 * twice is harmless, because the server knows its id.
 */
export type Journal = {
  /**
   * Never throws: the outbox has the command already, and an error would make the person write it again.
   */
  add: (replica: Replica, id: CommandId) => void
  /**
   * Restores what the outbox has lost. Called before the replica is used.
   * @returns the notice to show; null where nothing was lost
   */
  restore: (replica: Replica, isFresh: boolean) => Failure | null
  /**
   * The copy is closed or erased: from now on the journal is the record of unsent commands.
   * @param isAll false where a damaged copy may have had more
   */
  recordUnsent: (unsent: readonly OutboxColumns[], isAll: boolean) => void
  /** @returns how many commands wait to be sent; right while the copy is closed, since `recordUnsent` */
  countWaiting: () => number
}

export const journalSchema =
  'create table if not exists journal (file text not null, seq integer not null, id text not null, command text not null, primary key (file, seq)) without rowid'

/** @param desk the desk's own file. @param file the name of the replica's file */
export const openJournal = (desk: Database, file: string): Journal => {
  /** Unsent commands stay, so the limit is counted from what the last clearing left. */
  let nextClearAt = clearAt
  const count = (): number => desk.get<{ n: number }>('select count(*) n from journal where file = ?', [file])?.n ?? 0
  const clear = ({ db }: Replica): void =>
    desk.transaction(() => {
      const unsettled = new Set(
        db.all<{ id: string }>(`select id from outbox where state <> 'acked'`).map((row) => row.id),
      )
      for (const { seq, id } of desk.all<{ seq: number; id: string }>('select seq, id from journal where file = ?', [
        file,
      ])) {
        if (!unsettled.has(id)) desk.run('delete from journal where file = ? and seq = ?', [file, seq])
      }
      nextClearAt = count() + clearAt
    })
  const lostOf = ({ db }: Replica, isFresh: boolean): OutboxColumns[] => {
    const last = db.get<{ seq: number }>(`select seq from sqlite_sequence where name = 'outbox'`)?.seq ?? 0
    return desk
      .all<{ seq: number; command: string }>(
        'select seq, command from journal where file = ? and seq > ? order by seq',
        [file, isFresh ? 0 : last],
      )
      .map(({ command }) => JSON.parse(command) as OutboxColumns)
      .filter((row) => db.get('select 1 from outbox where seq = ?', [row.seq]) === undefined)
  }
  return {
    add: (replica, id) => {
      const row = replica.db.get<OutboxColumns>(`select ${outboxColumns.join(', ')} from outbox where id = ?`, [id])
      if (row === undefined) return
      try {
        desk.run('insert or replace into journal (file, seq, id, command) values (?, ?, ?, ?)', [
          file,
          row.seq,
          id,
          JSON.stringify(row),
        ])
        if (count() > nextClearAt) clear(replica)
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error
      }
    },
    restore: (replica, isFresh) => {
      const lost = lostOf(replica, isFresh)
      replica.db.transaction(() => {
        restoreOutbox(replica.db, lost)
        if (lost.length > 0) rebase(replica, [])
      })
      clear(replica)
      return lost.length === 0 ? null : fail('outboxRestored', { count: String(lost.length) }).failure
    },
    recordUnsent: (unsent, isAll) =>
      desk.transaction(() => {
        if (isAll) desk.run('delete from journal where file = ?', [file])
        for (const row of unsent) {
          desk.run('insert or replace into journal (file, seq, id, command) values (?, ?, ?, ?)', [
            file,
            row.seq,
            String(row['id']),
            JSON.stringify(row),
          ])
        }
      }),
    countWaiting: () =>
      desk.get<{ n: number }>(
        `select count(*) n from journal where file = ? and json_extract(command, '$.state') = 'pending'`,
        [file],
      )?.n ?? 0,
  }
}
