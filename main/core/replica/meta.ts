import { z } from 'zod'
import { personSchema } from '#shared/domain/person'
import { awaySchema } from '#shared/ipc/matter'
import { bootstrapCursorSchema } from '#shared/protocol/feed'
import { serverIdSchema } from '#shared/protocol/session'
import type { Database } from './driver'

/** Progress of an unfinished first filling. `head` is what to pull from once it is done. */
export const bootstrapStateSchema = z.object({
  cursor: bootstrapCursorSchema.nullable(),
  head: z.number().nullable(),
  done: z.number(),
  total: z.number(),
})

const metaSchemas = {
  /** The feed's number up to which everything is here; absent until the first filling is done. */
  cursor: z.number().int().nonnegative(),
  bootstrap: bootstrapStateSchema,
  /**
   * The highest number the feed was ever seen to have: documents here may be that new, whatever the cursor says. `mark`
   * is null where an older server sent it.
   */
  seen: z.object({ head: z.number().int().nonnegative(), mark: z.string().nullable() }),
  scopesKey: z.string(),
  /** The server whose copy this is. */
  serverId: serverIdSchema,
  person: personSchema,
  /** The last moment, in server time, at which the replica was fully up to date. */
  asOf: z.number(),
  /** Until when the copy was up to date before it was opened; absent once the person has seen what they missed. */
  away: awaySchema,
  /** What waits for the person and was told to them, by its keys. */
  told: z.array(z.string()),
  /** The wire version whose schemas judged `is_readable`. */
  readableBy: z.string(),
}
type MetaKey = keyof typeof metaSchemas
type MetaValue<K extends MetaKey> = z.infer<(typeof metaSchemas)[K]>

/** @returns what was kept under the key, null where nothing was */
export const readMeta = <K extends MetaKey>(db: Database, key: K): MetaValue<K> | null => {
  const row = db.get<{ value: string }>('select value from meta where key = ?', [key])
  return row === undefined ? null : (metaSchemas[key].parse(JSON.parse(row.value)) as MetaValue<K>)
}

export const writeMeta = <K extends MetaKey>(db: Database, key: K, value: MetaValue<K>): void => {
  db.run('insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value', [
    key,
    JSON.stringify(value),
  ])
}

export const removeMeta = (db: Database, key: MetaKey): void => {
  db.run('delete from meta where key = ?', [key])
}
