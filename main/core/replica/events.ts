import { wireEventSchema, type WireEvent } from '#shared/protocol/feed'
import type { Database } from './driver'
import type { DocumentRef } from './documents'

/** The server's events never change, so one that is here already is the same. */
export const addEvents = (db: Database, { noun, id }: DocumentRef, events: readonly WireEvent[]): void => {
  for (const event of events) db.run('insert or ignore into event (noun, id, version, body) values (?, ?, ?, ?)', [noun, id, event.version, JSON.stringify(event)])
}

export const removeEvents = (db: Database, { noun, id }: DocumentRef): void => {
  db.run('delete from event where noun = ? and id = ?', [noun, id])
}

/** The events of own commands that the server has not shown yet. */
export const writePendingEvents = (db: Database, { noun, id }: DocumentRef, events: readonly WireEvent[]): void => {
  db.run('delete from pending_event where noun = ? and id = ?', [noun, id])
  for (const [position, event] of events.entries()) {
    db.run('insert into pending_event (noun, id, version, body) values (?, ?, ?, ?)', [noun, id, position, JSON.stringify(event)])
  }
}

const parse = (rows: { body: string }[]): WireEvent[] => rows.map((row) => wireEventSchema.parse(JSON.parse(row.body)))

/** The events of own commands alone: to issue one more must not cost reading a long time-line. */
export const listPendingEvents = (db: Database, { noun, id }: DocumentRef): WireEvent[] =>
  parse(db.all<{ body: string }>('select body from pending_event where noun = ? and id = ? order by version', [noun, id]))

/** The time-line of one entity, oldest first, own pending events last. */
export const listEvents = (db: Database, { noun, id }: DocumentRef): { settled: WireEvent[]; pending: WireEvent[] } => ({
  settled: parse(db.all<{ body: string }>('select body from event where noun = ? and id = ? order by version', [noun, id])),
  pending: listPendingEvents(db, { noun, id }),
})
