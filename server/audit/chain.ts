import { createHash } from 'node:crypto'

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
