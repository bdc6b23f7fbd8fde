import { remoteSessionSchema, type RemoteSession } from '#shared/domain/remote-session'
import type { RemoteSessionId } from '#shared/ids'
import { inTransaction } from '../db/transaction'
import type { Services } from '../services'

/** @returns those of the sessions that are stored, each with its version, which grows with every event */
export const readRemoteSessions = async (
  { db }: Services,
  ids: readonly string[],
): Promise<Map<string, { session: RemoteSession; version: number }>> => {
  if (ids.length === 0) return new Map()
  const rows = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select(['id', 'version', 'body'])
      .where('noun', '=', 'remoteSession')
      .where('id', 'in', [...ids])
      .execute(),
  )
  return new Map(rows.map(({ id, version, body }) => [id, { version, session: remoteSessionSchema.parse(body) }]))
}

/** @returns the session as it is stored now, null where there is none */
export const readRemoteSession = async (services: Services, id: RemoteSessionId): Promise<RemoteSession | null> =>
  (await readRemoteSessions(services, [id])).get(id)?.session ?? null
