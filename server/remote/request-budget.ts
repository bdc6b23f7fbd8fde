import type { Kysely } from 'kysely'
import { hourMs, minuteMs, type Instant } from '#shared/domain/time'
import { countInWindow } from '../db/count-in-window'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** One a minute: each is a document and its audit for ever, and nobody helps so many customers. */
export const maxRemoteRequests = 60

/**
 * Counts the codes that an agent asks for, before anything is written for them.
 * @returns minutes to wait, 0 where they may ask
 */
export const spendRemoteRequest = (db: Kysely<Database>, agentId: string, now: Instant): Promise<number> =>
  inTransaction(db, async (trx) => {
    const { count, until } = await countInWindow(trx, `remote:agent:${agentId}`, hourMs, now)
    return count > maxRemoteRequests ? Math.max(1, Math.ceil((until - now) / minuteMs)) : 0
  })
