import { callSchema } from '#shared/domain/call'
import { desksOf } from '#shared/domain/call-desk'
import type { Migration } from './migration'

/** The desks of each call: one person may be talking, another about to take it, a third still writing it up. */
export const deskCalls: Migration = {
  name: '0007-desk-calls',
  run: (db) => {
    db.exec(`
      create table call_desk (person_id text not null, call_id text not null, primary key (person_id, call_id)) without rowid;
      create index call_desk_call on call_desk (call_id);`)
    for (const row of db.all<{ shown: string }>(
      `select coalesce(overlay, body) shown from document where noun = 'call' and coalesce(overlay, body) is not null`,
    )) {
      const call = callSchema.safeParse(JSON.parse(row.shown)).data
      if (call === undefined) continue
      for (const personId of desksOf(call))
        db.run('insert or ignore into call_desk (person_id, call_id) values (?, ?)', [personId, call.id])
    }
  },
}
