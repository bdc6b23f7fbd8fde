import type { Migration } from './migration'

/** Which fields of a document have a word that only a newer version knows; null where none has, as in all before. */
export const newerWords: Migration = {
  name: '0009-newer-words',
  run: (db) =>
    db.exec(`
    alter table document add column newer text;
    create index document_newer on document (noun, id) where newer is not null;
  `),
}
