import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database'

/**
 * One line of the audit, without its position in the chain. `detail` has ids and program words, no personal data.
 */
export type AuditEntry = {
  at: number
  personId: string | null
  action: string
  entity: string | null
  outcome: string
  detail: Record<string, unknown>
}

export type ChainedEntry = AuditEntry & { seq: number; previousHash: string; hash: string }

/** The previous hash of the first line. */
export const chainStart = '0'.repeat(64)

/** The library's type hides that JSON.stringify returns undefined for `undefined`. */
const textOf = (value: unknown): string | undefined => JSON.stringify(value)

/** JSON with sorted keys, because jsonb does not keep their order. */
const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return textOf(value) ?? 'null'
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`
}

/** @returns the SHA-256 (hex) over the line and the hash before it. */
export const chainHash = (previousHash: string, seq: number, entry: AuditEntry): string =>
  createHash('sha256')
    .update(
      canonical([previousHash, seq, entry.at, entry.personId, entry.action, entry.entity, entry.outcome, entry.detail]),
    )
    .digest('hex')

/** Appends lines to a chain. */
export const chain = (entries: readonly AuditEntry[], last: { seq: number; hash: string }): ChainedEntry[] => {
  let { seq, hash } = last
  return entries.map((entry) => {
    const previousHash = hash
    seq += 1
    hash = chainHash(previousHash, seq, entry)
    return { ...entry, seq, previousHash, hash }
  })
}

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
