import { sql, type Kysely } from 'kysely'

/**
 * Files by content and size: of one hash only one size is true, and who announces another keeps nobody from sending the
 * true one. Pieces do not shrink, so nothing tries to compress them.
 */
export const files = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table file (
      hash text not null,
      size integer not null,
      media_type text not null,
      is_stored boolean not null default false,
      person_id uuid not null,
      created_at bigint not null,
      touched_at bigint not null,
      primary key (hash, size)
    );
    create index file_unfinished on file (person_id) where not is_stored;
    create table file_piece (
      hash text not null,
      size integer not null,
      index integer not null,
      bytes bytea not null,
      primary key (hash, size, index),
      foreign key (hash, size) references file (hash, size) on delete cascade
    );
    alter table file_piece alter column bytes set storage external;
    create index document_attachments on document using gin ((body -> 'attachments') jsonb_path_ops) where noun = 'ticket';
  `.execute(db)
}
