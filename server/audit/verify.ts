import type { Kysely } from 'kysely'
import type { Database } from '../db/database'
import { chainHash, chainStart } from './chain'

const pageSize = 2000

/**
 * Walks the whole audit and recomputes every hash.
 * Lines deleted at the end leave a valid chain: only a note of an earlier count and `lastHash` reveals that.
 * @returns how many lines are valid, and the number of the first that is not (changed, missing or out of order).
 */
export const verifyAudit = async (
  db: Kysely<Database>,
): Promise<{ checked: number; brokenAt: number | null; lastHash: string }> => {
  let checked = 0
  let hash = chainStart
  for (;;) {
    const rows = await db
      .selectFrom('audit')
      .select(['seq', 'at', 'person_id', 'action', 'entity', 'outcome', 'detail', 'previous_hash', 'hash'])
      .where('seq', '>', checked)
      .orderBy('seq')
      .limit(pageSize)
      .execute()
    for (const row of rows) {
      const seq = checked + 1
      const entry = {
        at: row.at,
        personId: row.person_id,
        action: row.action,
        entity: row.entity,
        outcome: row.outcome,
        detail: row.detail,
      }
      const isGood = row.seq === seq && row.previous_hash === hash && row.hash === chainHash(hash, seq, entry)
      if (!isGood) return { checked, brokenAt: seq, lastHash: hash }
      hash = row.hash
      checked = seq
    }
    if (rows.length < pageSize) return { checked, brokenAt: null, lastHash: hash }
  }
}
