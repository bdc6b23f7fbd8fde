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

/**
 * Tampers with the notes that wait in a replica's outbox; called while nothing is being sent.
 * @returns whether there was something to tamper with
 */
export const tamper = (db: Database, plant: Plant): boolean => {
  const notes = db.all<Waiting>(
    `select seq, id, args, entity_id from outbox where state = 'pending' and name = 'ticket.note' order by seq`,
  )
  const [first] = notes
  if (first === undefined) return false
  switch (plant) {
    case 'lose':
      return db.run('delete from outbox where seq = ?', [first.seq]) === 1
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
