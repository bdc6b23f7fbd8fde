import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { personSchema, type Person } from '#shared/domain/person'
import { hourMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction, asFailure } from '../db/transaction'

/**
 * A connection in its second half prolongs it by a full day: longer than any shift, so that nobody is signed out during
 * a call.
 */
const sessionMs = 24 * hourMs

export type Session = { tokenHash: string; person: Person; deskId: string; expiresAt: Instant }

export type Sessions = {
  /** @returns null where the desk is revoked, also where that happened while the password was checked. */
  open: (personId: string, deskId: string) => Promise<{ token: string; expiresAt: Instant } | null>
  /** @returns the session of a token, with its person as they are now, or null. */
  find: (token: string) => Promise<Session | null>
  /** Prolongs a session in its second half to a full day. @returns the session as it is then. */
  prolong: (session: Session) => Promise<Session>
  /** @returns those of the hashes whose session is still valid, each with its expiry. */
  findActive: (tokenHashes: readonly string[]) => Promise<Map<string, Instant>>
  /** @returns the hash of the revoked session, or null where there was none. */
  revoke: (token: string) => Promise<string | null>
  /** Notifies the listeners of sessions that another statement revoked. */
  notifyEnded: (tokenHashes: readonly string[]) => void
  person: (personId: string) => Promise<Person | null>
  /** The listener is called with the token hash of each session revoked on this node. */
  onRevoked: (listener: (tokenHash: string) => void) => void
}

export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export const createSessions = (db: Kysely<Database>, clock: () => Instant): Sessions => {
  const listeners = new Set<(tokenHash: string) => void>()
  const person: Sessions['person'] = async (personId) => {
    const row = await inTransaction(db, (trx) =>
      trx
        .selectFrom('document')
        .select('body')
        .where('noun', '=', 'person')
        .where('id', '=', personId)
        .executeTakeFirst(),
    )
    const parsed = personSchema.safeParse(row?.body)
    return parsed.success ? parsed.data : null
  }
  return {
    person,
    open: async (personId, deskId) => {
      const token = randomBytes(32).toString('base64url')
      const now = clock()
      const expiresAt = now + sessionMs
      return inTransaction(db, async (trx) => {
        // A share lock: a revocation either waits and then ends this session too, or is seen here.
        const desk = await trx
          .selectFrom('desk')
          .select('revoked_at')
          .where('id', '=', deskId)
          .forShare()
          .executeTakeFirst()
        if (desk !== undefined && desk.revoked_at !== null) return null
        await trx
          .insertInto('session')
          .values({
            token_hash: tokenHashOf(token),
            person_id: personId,
            desk_id: deskId,
            created_at: now,
            expires_at: expiresAt,
            revoked_at: null,
          })
          .execute()
        return { token, expiresAt }
      })
    },
    find: async (token) => {
      // One query without a transaction: after a restart of the server every console causes it at once.
      const row = await db
        .selectFrom('session')
        .innerJoin('document', (join) =>
          join.on('document.noun', '=', 'person').onRef('document.id', '=', 'session.person_id'),
        )
        .select(['token_hash', 'desk_id', 'expires_at', 'document.body'])
        .where('token_hash', '=', tokenHashOf(token))
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', clock())
        .executeTakeFirst()
        .catch((error: unknown) => {
          throw asFailure(error)
        })
      const who = personSchema.safeParse(row?.body)
      return row === undefined || !who.success
        ? null
        : { tokenHash: row.token_hash, person: who.data, deskId: row.desk_id, expiresAt: row.expires_at }
    },
    prolong: async (session) => {
      const now = clock()
      if (session.expiresAt - now > sessionMs / 2) return session
      const expiresAt = now + sessionMs
      const { numUpdatedRows } = await inTransaction(db, (trx) =>
        trx
          .updateTable('session')
          .set({ expires_at: expiresAt })
          .where('token_hash', '=', session.tokenHash)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', now)
          .executeTakeFirst(),
      )
      return numUpdatedRows > 0n ? { ...session, expiresAt } : session
    },
    findActive: async (tokenHashes) => {
      const rows = await inTransaction(db, (trx) =>
        trx
          .selectFrom('session')
          .select(['token_hash', 'expires_at'])
          .where(sql<boolean>`token_hash = any(${[...tokenHashes]}::text[])`)
          .where('revoked_at', 'is', null)
          .where('expires_at', '>', clock())
          .execute(),
      )
      return new Map(rows.map((row) => [row.token_hash, row.expires_at]))
    },
    revoke: async (token) => {
      const row = await inTransaction(db, (trx) =>
        trx
          .updateTable('session')
          .set({ revoked_at: clock() })
          .where('token_hash', '=', tokenHashOf(token))
          .where('revoked_at', 'is', null)
          .returning('token_hash')
          .executeTakeFirst(),
      )
      if (row === undefined) return null
      for (const listener of listeners) listener(row.token_hash)
      return row.token_hash
    },
    notifyEnded: (tokenHashes) => {
      for (const tokenHash of tokenHashes) for (const listener of listeners) listener(tokenHash)
    },
    onRevoked: (listener) => {
      listeners.add(listener)
    },
  }
}
