import { comparable } from '#shared/text/comparable'
import type { Migration } from './migration'

/** Lists and searches look in folded text, so that what an input method typed finds what a form has written. */
export const comparableWords: Migration = {
  name: '0006-comparable-words',
  run: (db) => {
    db.exec(`
      alter table ticket_row add column words text not null default '';
      alter table customer_row add column words text not null default '';`)
    for (const row of db.all<{ id: string; text: string }>(
      `select id, coalesce(number, '') || char(10) || subject || char(10) || caller_name text from ticket_row`,
    ))
      db.run('update ticket_row set words = ? where id = ?', [comparable(row.text), row.id])
    for (const row of db.all<{ id: string; name: string }>('select id, name from customer_row'))
      db.run('update customer_row set words = ? where id = ?', [comparable(row.name), row.id])
  },
}
