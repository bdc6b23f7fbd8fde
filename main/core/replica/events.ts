import { wireEventSchema, type WireEvent } from '#shared/protocol/feed'
import type { Database } from './driver'
import type { DocumentRef } from './documents'

/** The server's events never change, so known ones are skipped. */
export const addEvents = (db: Database, { noun, id }: DocumentRef, events: readonly WireEvent[]): void => {
  for (const event of events)
    db.run('insert or ignore into event (noun, id, version, body) values (?, ?, ?, ?)', [
      noun,
      id,
      event.version,
      JSON.stringify(event),
    ])
}

export const removeEvents = (db: Database, { noun, id }: DocumentRef): void => {
  db.run('delete from event where noun = ? and id = ?', [noun, id])
}

/** The events of own commands that the server has not shown yet. */
export const writePendingEvents = (db: Database, { noun, id }: DocumentRef, events: readonly WireEvent[]): void => {
  db.run('delete from pending_event where noun = ? and id = ?', [noun, id])
  addPendingEvents(db, { noun, id }, events, 0)
}

/** Adds pending events to earlier ones. @param count how many there are already */
export const addPendingEvents = (
  db: Database,
  { noun, id }: DocumentRef,
  events: readonly WireEvent[],
  count: number,
): void => {
  for (const [position, event] of events.entries()) {
    db.run('insert into pending_event (noun, id, version, body) values (?, ?, ?, ?)', [
      noun,
      id,
      count + position,
      JSON.stringify(event),
    ])
  }
}

export const countPendingEvents = (db: Database, { noun, id }: DocumentRef): number =>
  db.get<{ n: number }>('select count(*) n from pending_event where noun = ? and id = ?', [noun, id])?.n ?? 0

const parse = (rows: { body: string }[]): WireEvent[] => rows.map((row) => wireEventSchema.parse(JSON.parse(row.body)))

const listPendingEvents = (db: Database, { noun, id }: DocumentRef): WireEvent[] =>
  parse(
    db.all<{ body: string }>('select body from pending_event where noun = ? and id = ? order by version', [noun, id]),
  )

/** The time-line of one entity, oldest first, own pending events last. */
export const listEvents = (
  db: Database,
  { noun, id }: DocumentRef,
): { settled: WireEvent[]; pending: WireEvent[] } => ({
  settled: parse(
    db.all<{ body: string }>('select body from event where noun = ? and id = ? order by version', [noun, id]),
  ),
  pending: listPendingEvents(db, { noun, id }),
})
