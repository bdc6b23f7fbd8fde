import { createHash, randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { personSchema, type Person } from '#shared/domain/person'
import { hourMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** A day: longer than any shift, so that nobody is signed out during a call. */
const sessionMs = 24 * hourMs

export type Session = { tokenHash: string; person: Person; deskId: string; expiresAt: Instant }

export type Sessions = {
  open: (personId: string, deskId: string) => Promise<{ token: string; expiresAt: Instant }>
  /** @returns the session of a token with its person as he is now, or null. */
  find: (token: string) => Promise<Session | null>
  /** @returns the hash of the revoked session, or null where there was none. */
  revoke: (token: string) => Promise<string | null>
  person: (personId: string) => Promise<Person | null>
  /** Told the hash of each session revoked on this node. */
  onRevoked: (tell: (tokenHash: string) => void) => void
}

export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export const createSessions = (db: Kysely<Database>, clock: () => Instant): Sessions => {
  const told = new Set<(tokenHash: string) => void>()
  const person: Sessions['person'] = async (personId) => {
    const row = await inTransaction(db, (trx) => trx.selectFrom('document').select('body').where('noun', '=', 'person').where('id', '=', personId).executeTakeFirst())
    const parsed = personSchema.safeParse(row?.body)
    return parsed.success ? parsed.data : null
  }
  return {
    person,
    open: async (personId, deskId) => {
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      const expiresAt = now + sessionMs
      await inTransaction(db, (trx) => trx.insertInto('session')
        .values({ token_hash: tokenHashOf(token), person_id: personId, desk_id: deskId, created_at: now, expires_at: expiresAt, revoked_at: null }).execute())
      return { token, expiresAt }
    },
    find: async (token) => {
      const row = await inTransaction(db, (trx) => trx.selectFrom('session').select(['token_hash', 'person_id', 'desk_id', 'expires_at'])
        .where('token_hash', '=', tokenHashOf(token)).where('revoked_at', 'is', null).where('expires_at', '>', clock()).executeTakeFirst())
      if (row === undefined) return null
      const who = await person(row.person_id)
      return who === null ? null : { tokenHash: row.token_hash, person: who, deskId: row.desk_id, expiresAt: row.expires_at }
    },
    revoke: async (token) => {
      const row = await inTransaction(db, (trx) => trx.updateTable('session').set({ revoked_at: clock() })
        .where('token_hash', '=', tokenHashOf(token)).where('revoked_at', 'is', null).returning('token_hash').executeTakeFirst())
      if (row === undefined) return null
      for (const tell of told) tell(row.token_hash)
      return row.token_hash
    },
    onRevoked: (tell) => { told.add(tell) },
  }
}
