import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { callSchema, type Call } from '#shared/domain/call'
import type { CallId } from '#shared/ids'
import type { Database } from '../db/database'

/** @returns the call as it is now; null where no event of it has arrived yet */
export const readCall = async (db: Kysely<Database>, callId: CallId): Promise<Call | null> => {
  const row = await db
    .selectFrom('document')
    .select('body')
    .where('noun', '=', 'call')
    .where('id', '=', callId)
    .executeTakeFirst()
  return row === undefined ? null : callSchema.parse(row.body)
}

/** Skips, and logs, rows that this version cannot read, so that one of them does not block all the others. */
export const readableCalls = (rows: readonly { id: string; body: unknown }[], log: Logger): Call[] =>
  rows.flatMap(({ id, body }) => {
    const { data } = callSchema.safeParse(body)
    if (data === undefined) log.error({ callId: id }, 'a call cannot be read and is left out')
    return data ?? []
  })

/** @returns all calls that have not ended, the longest waiting first */
export const readOpenCalls = async (db: Kysely<Database>, log: Logger): Promise<Call[]> => {
  const rows = await db
    .selectFrom('document')
    .select(['id', 'body'])
    .where('noun', '=', 'call')
    .where(sql<boolean>`body->>'phase' <> 'ended'`)
    .orderBy(sql`(body->>'startedAt')::bigint`)
    .execute()
  return readableCalls(rows, log)
}
