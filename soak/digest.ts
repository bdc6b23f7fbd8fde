import { yieldToEventLoop } from '../main/core/yield-to-event-loop'
import { createHash } from 'node:crypto'
import type { Database, SqlRow } from '../main/core/replica/driver'
import type { Digest } from './messages'

const sha = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24)

/** This many documents, then the event loop runs: a console that is silent for long counts as gone. */
const atOnce = 20

/**
 * The whole replica, entity by entity: the server's document, its overlay, both time-lines and the list's row.
 */
export const digestReplica = async (db: Database): Promise<Digest> => {
  const digest: Digest = {}
  let done = 0
  for (const { noun, id } of db.all<{ noun: string; id: string }>(
    'select noun, id from document union select noun, id from event union select noun, id from pending_event',
  )) {
    done += 1
    if (done % atOnce === 0) await yieldToEventLoop()
    const rows = (sql: string): SqlRow[] => db.all(sql, [noun, id])
    digest[`${noun}:${id}`] = sha([
      rows('select version, body, overlay, is_readable from document where noun = ? and id = ?'),
      rows('select version, body from event where noun = ? and id = ? order by version'),
      rows('select version, body from pending_event where noun = ? and id = ? order by version'),
      noun === 'ticket' ? db.all('select * from ticket_row where id = ?', [id]) : [],
      noun === 'workOrder' ? db.all('select * from order_row where id = ?', [id]) : [],
    ])
  }
  const unsettled = db.all<{ id: string }>(`select id from outbox where state <> 'refused' order by seq`)
  return {
    ...digest,
    unsettled: sha(unsettled),
    rows: String(db.get<{ n: number }>('select count(*) n from ticket_row')?.n ?? 0),
  }
}
