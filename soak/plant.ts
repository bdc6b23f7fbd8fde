import { randomUUID } from 'node:crypto'
import type { Database } from '../main/core/replica/driver'
import type { Plant } from './messages'

type Waiting = { seq: number; id: string; args: string; entity_id: string }

const swap = (db: Database, one: Waiting, other: Waiting): void =>
  db.transaction(() => {
    db.run('update outbox set id = ? where seq = ?', [randomUUID(), one.seq])
    db.run('update outbox set id = ?, args = ? where seq = ?', [one.id, one.args, other.seq])
    db.run('update outbox set id = ?, args = ? where seq = ?', [other.id, other.args, one.seq])
  })

/** The two files with acknowledged commands: the replica with its outbox, and the desk's file with the journal. */
export type Copies = { replica: Database; desk: Database }

/** From both, because the journal would restore what only the outbox has lost. */
const lose = ({ replica, desk }: Copies, { seq, id }: Waiting): boolean => {
  if (desk.run('delete from journal where id = ?', [id]) !== 1) throw new Error(`no journal entry of ${id}`)
  return replica.run('delete from outbox where seq = ?', [seq]) === 1
}

/**
 * Tampers with notes that wait in a console's outbox; called while it is offline.
 * @param since when it went offline: older ones may have reached the server without getting an answer
 * @returns whether there was something to tamper with
 */
export const tamper = (copies: Copies, plant: Plant, since: number): boolean => {
  const { replica: db } = copies
  const notes = db.all<Waiting>(
    `select seq, id, args, entity_id from outbox where state = 'pending' and name = 'ticket.note' and at > ? order by seq`,
    [since],
  )
  const [first] = notes
  if (first === undefined) return false
  switch (plant) {
    case 'lose':
      return lose(copies, first)
    case 'double':
      return (
        db.run(
          `insert into outbox (id, name, args, at, noun, entity_id) select ?, name, args, at, noun, entity_id from outbox where seq = ?`,
          [randomUUID(), first.seq],
        ) === 1
      )
    case 'reorder': {
      const next = notes.find((note) => note.seq > first.seq && note.entity_id === first.entity_id)
      if (next === undefined) return false
      swap(db, first, next)
      return true
    }
  }
}
