import { sql, type Kysely } from 'kysely'
import { callSchema, type Call } from '#shared/domain/call'
import type { CallId } from '#shared/ids'
import type { Database } from '../db/database'

/** The call as it is now; null where nothing was heard of it yet. */
export const readCall = async (db: Kysely<Database>, callId: CallId): Promise<Call | null> => {
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'call')
    .where('id', '=', callId)
    .executeTakeFirst()
  return row === undefined ? null : callSchema.parse(row.body)
}

/** All calls that have not ended, the longest waiting first. */
export const readOpenCalls = async (db: Kysely<Database>): Promise<Call[]> => {
  const rows = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'call')
    .where(sql<boolean>`body->>'phase' <> 'ended'`)
    .orderBy(sql`(body->>'startedAt')::bigint`)
    .execute()
  return rows.map((row) => callSchema.parse(row.body))
}
