import { hash, verify } from '@node-rs/argon2'
import type { Kysely } from 'kysely'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** The library's number for Argon2id; its own name for it is a const enum. */
const argon2id = 2

/** Argon2id with the second of OWASP's equivalent settings: 19 MiB, two passes. */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 })

export const verifyPassword = (hashed: string, password: string): Promise<boolean> =>
  verify(hashed, password).catch(() => false)

export const normaliseLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

export type Accounts = {
  /** Creates a person's account, or changes its login and password. */
  put: (account: { personId: string; login: string; password: string }) => Promise<void>
  /** @returns the person's id, or null; an unknown login takes as long as a wrong password. */
  check: (login: string, password: string) => Promise<string | null>
}

export const createAccounts = (db: Kysely<Database>): Accounts => {
  const dummy = hashPassword('nobody has this password')
  return {
    put: async ({ personId, login, password }) => {
      const row = { login: normaliseLogin(login), password_hash: await hashPassword(password) }
      await inTransaction(db, (trx) =>
        trx
          .insertInto('account')
          .values({ person_id: personId, ...row })
          .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
          .execute(),
      )
    },
    check: async (login, password) => {
      const row = await inTransaction(db, (trx) =>
        trx
          .selectFrom('account')
          .select(['person_id', 'password_hash'])
          .where('login', '=', normaliseLogin(login))
          .executeTakeFirst(),
      )
      const isRight = await verifyPassword(row?.password_hash ?? (await dummy), password)
      return row !== undefined && isRight ? row.person_id : null
    },
  }
}
