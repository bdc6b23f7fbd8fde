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

/** The two files in which a console keeps what it has promised: the outbox, and its second copy. */
export type Copies = { replica: Database; desk: Database }

/** The second copy would put back what is gone from the outbox alone. */
const lose = ({ replica, desk }: Copies, { seq, id }: Waiting): boolean => {
  if (desk.run('delete from journal where id = ?', [id]) !== 1) throw new Error(`no second copy of ${id}`)
  return replica.run('delete from outbox where seq = ?', [seq]) === 1
}

/**
 * Tampers with notes that wait in a console's outbox; called while it is offline.
 * @param since when it went offline: what is older may have reached the server, which only could not answer any more
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
          `insert into outbox (id, name, args, at, base_version, noun, entity_id) select ?, name, args, at, base_version, noun, entity_id from outbox where seq = ?`,
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
