import { z } from 'zod'
import type { AttentionItem, OutboxItem } from '#shared/ipc/replica-views'
import type { CommandId } from '#shared/ids'
import { readShown } from '../replica/documents'
import type { Database } from '../replica/driver'
import { historyLimit, listAttention } from '../replica/outbox'
import type { Replica } from '../replica/replica'

const argsSchema = z.record(z.string(), z.unknown())

type Named = { title: string | null; number: string | null }

/** What people call the thing: a ticket's subject and number, a customer's name, an article's title. */
const namedSchema = z.object({ title: z.string().nullable(), number: z.string().nullable() })
const readNamed = (db: Database, noun: string, id: string): Named => {
  const row = db.get<{ title: string | null; number: string | null }>(
    `select coalesce(json_extract(shown, '$.subject'), json_extract(shown, '$.title'), json_extract(shown, '$.name')) title, json_extract(shown, '$.number') number
     from (select coalesce(overlay, body) shown from document where noun = ? and id = ? and (is_readable = 1 or overlay is not null))`,
    [noun, id],
  )
  const named = namedSchema.safeParse(row)
  return named.success ? named.data : { title: null, number: null }
}

/** What the server refused, newest first, with the current document. */
export const readAttention = ({ db }: Replica): AttentionItem[] =>
  listAttention(db).map((item) => {
    const current = readShown(db, item.noun, item.entityId)
    return { ...item, ...readNamed(db, item.noun, item.entityId), current: current === null ? null : { ...current } }
  })

type Row = {
  id: string
  name: string
  args: string
  noun: string
  entity_id: string
  at: number
  acted_at: number | null
  state: OutboxItem['state']
  settled_at: number | null
}

/** Waiting commands, oldest first, then recently sent or dismissed ones, newest first. */
export const readOutbox = ({ db }: Replica): OutboxItem[] => {
  const common = 'id, name, args, noun, entity_id, at, acted_at'
  const rows = [
    ...db.all<Row>(
      `select ${common}, 'waiting' state, null settled_at from outbox where state = 'pending' order by seq`,
    ),
    ...db.all<Row>(`select ${common}, state, settled_at from history order by settled_at desc, seq desc limit ?`, [
      historyLimit,
    ]),
  ]
  return rows.map((row) => ({
    commandId: row.id as CommandId,
    name: row.name,
    args: argsSchema.parse(JSON.parse(row.args)),
    noun: row.noun,
    entityId: row.entity_id,
    ...readNamed(db, row.noun, row.entity_id),
    at: row.at,
    actedAt: row.acted_at ?? row.at,
    state: row.state,
    settledAt: row.settled_at,
  }))
}
