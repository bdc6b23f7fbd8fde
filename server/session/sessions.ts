import { createHash, randomBytes } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { personSchema, type Person } from '#shared/domain/person'
import { hourMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { inTransaction, asFailure } from '../db/transaction'

/**
 * A day from the last connection in its second half: longer than any shift, so that nobody is signed out during a call.
 */
const sessionMs = 24 * hourMs

export type Session = { tokenHash: string; person: Person; deskId: string; expiresAt: Instant }

export type Sessions = {
  /** @returns null where the desk is revoked: also where it became so while the password was looked at. */
  open: (personId: string, deskId: string) => Promise<{ token: string; expiresAt: Instant } | null>
  /** @returns the session of a token with its person as he is now, or null. */
  find: (token: string) => Promise<Session | null>
  /** Gives a session in its second half a full day again. @returns it as it is then. */
  prolong: (session: Session) => Promise<Session>
  /** @returns those of the hashes whose session still runs, each with its end. */
  running: (tokenHashes: readonly string[]) => Promise<Map<string, Instant>>
  /** @returns the hash of the revoked session, or null where there was none. */
  revoke: (token: string) => Promise<string | null>
  /** Tells of sessions that were ended otherwise. */
  ended: (tokenHashes: readonly string[]) => void
  person: (personId: string) => Promise<Person | null>
  /** Told the hash of each session revoked on this node. */
  onRevoked: (tell: (tokenHash: string) => void) => void
}

export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export const createSessions = (db: Kysely<Database>, clock: () => Instant): Sessions => {
  const told = new Set<(tokenHash: string) => void>()
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
        // Shared with other sign-ins; a revocation waits for them and ends this session too, or is seen here.
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
      // One question without begin and commit: after a restart of the server every console asks it at once.
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
    running: async (tokenHashes) => {
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
      for (const tell of told) tell(row.token_hash)
      return row.token_hash
    },
    ended: (tokenHashes) => {
      for (const tokenHash of tokenHashes) for (const tell of told) tell(tokenHash)
    },
    onRevoked: (tell) => {
      told.add(tell)
    },
  }
}
