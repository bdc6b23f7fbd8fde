import type { Database } from '../replica/driver'

export const fileShape = 1

/** A person's files are stored next to their replica, under its name. */
export const filesFileName = (replicaFile: string): string => replicaFile.replace(/^replica-/, 'files-')

/** Pieces have a table of their own, so that a list of files never walks over their bytes. */
export const fileSchemaSql = `
  create table if not exists file (
    hash text primary key, size integer not null, media_type text not null, name text not null,
    is_own integer not null, is_sent integer not null, added_at integer not null, used_at integer not null
  ) without rowid;
  create index if not exists file_unsent on file (added_at) where is_own = 1 and is_sent = 0;
  create table if not exists file_ticket (hash text not null, ticket_id text not null, unique (hash, ticket_id));
  create index if not exists file_ticket_ticket on file_ticket (ticket_id);
  create table if not exists piece (
    hash text not null, place integer not null, bytes blob not null, unique (hash, place)
  );
`

/** A piece of a file's content. */
export type Piece = Uint8Array<ArrayBuffer>

/** An own unsent file as it was read from a damaged one, whole. */
export type RescuedFile = {
  hash: string
  size: number
  mediaType: string
  name: string
  addedAt: number
  tickets: string[]
  pieces: Piece[]
}

export const writeRescued = (db: Database, file: RescuedFile): void => {
  db.transaction(() => {
    file.pieces.forEach((bytes, index) =>
      db.run('insert or replace into piece (hash, place, bytes) values (?, ?, ?)', [file.hash, index, bytes]),
    )
    db.run(
      'insert or ignore into file (hash, size, media_type, name, is_own, is_sent, added_at, used_at) values (?, ?, ?, ?, 1, 0, ?, ?)',
      [file.hash, file.size, file.mediaType, file.name, file.addedAt, file.addedAt],
    )
    for (const ticketId of file.tickets)
      db.run('insert or ignore into file_ticket (hash, ticket_id) values (?, ?)', [file.hash, ticketId])
  })
}
