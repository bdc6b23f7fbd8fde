import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { remoteCodeAlphabet, remoteCodeLength } from '#shared/domain/remote-code'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

/** One of 887 million. */
export const newRemoteCode = (): string =>
  Array.from({ length: remoteCodeLength }, () => remoteCodeAlphabet[randomInt(remoteCodeAlphabet.length)]).join('')

export type RemoteKeys = {
  /** What is stored of a code: nobody who reads the database alone can find the code that belongs to it. */
  codeHash: (code: string) => string
  /** The key with which the page of a session may come back. */
  returnKey: (sessionId: string) => string
  isReturnKey: (sessionId: string, key: string) => boolean
}

/** Reads the secret that all servers of this database share. */
export const readRemoteKeys = async (db: Kysely<Database>): Promise<RemoteKeys> => {
  const { code_secret: secret } = await inTransaction(db, (trx) =>
    trx.selectFrom('server_identity').select('code_secret').executeTakeFirstOrThrow(),
  )
  const keyed = (purpose: string, value: string): string =>
    createHmac('sha256', secret).update(`${purpose}:${value}`).digest('base64url')
  const returnKey = (sessionId: string): string => keyed('return', sessionId)
  return {
    codeHash: (code) => keyed('code', code),
    returnKey,
    isReturnKey: (sessionId, key) => {
      const [expected, given] = [Buffer.from(returnKey(sessionId)), Buffer.from(key)]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}
