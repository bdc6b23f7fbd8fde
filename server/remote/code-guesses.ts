import { createHash } from 'node:crypto'
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Logger } from 'pino'
import { minuteMs, type Instant } from '#shared/domain/time'
import { countInWindow } from '../db/count-in-window'
import type { Database } from '../db/database'
import { inTransaction } from '../db/transaction'

const windowMs = 10 * minuteMs
/** Wrong codes from one address within the window. */
export const maxCodeGuesses = 10
/** Wrong codes from everywhere, after which a new address has only this many; so a right code still gets in. */
const maxCodeGuessesOverall = 300
export const maxCodeGuessesWhileGuessed = 2
/** So many wrong codes are no slips of the tongue. */
const alarmAt = 10

const addressKey = (address: string): string =>
  `remote:address:${createHash('sha256').update(address).digest('hex').slice(0, 32)}`
const overallKey = 'remote:all'

export type CodeGuesses = {
  /**
   * Counts a try as wrong before it is checked, so that many at once cannot slip through.
   * @returns whether it may be made
   */
  spend: (address: string) => Promise<boolean>
  /** The code was right: the try costs nothing. */
  refund: (address: string) => Promise<void>
}

/**
 * Counts wrong codes by address and overall, shared by all nodes. With 887 million codes of ten minutes each and five
 * of them open, a guesser with a thousand addresses hits once in about a year and a half, and is noticed at the tenth
 * try.
 */
export const createCodeGuesses = (db: Kysely<Database>, clock: () => Instant, log: Logger): CodeGuesses => {
  const count = async (trx: Transaction<Database>, key: string, now: Instant): Promise<number> =>
    (await countInWindow(trx, key, windowMs, now)).count
  return {
    spend: async (address) => {
      const now = clock()
      const { overall, own } = await inTransaction(db, async (trx) => ({
        overall: await count(trx, overallKey, now),
        own: await count(trx, addressKey(address), now),
      }))
      if (overall === alarmAt) log.warn({ guesses: overall }, 'codes of remote sessions are being guessed')
      return own <= (overall > maxCodeGuessesOverall ? maxCodeGuessesWhileGuessed : maxCodeGuesses)
    },
    refund: async (address) => {
      await inTransaction(db, (trx) =>
        trx
          .updateTable('sign_in_attempt')
          .where('key', 'in', [overallKey, addressKey(address)])
          .set({ failures: sql<number>`greatest(failures - 1, 0)` })
          .execute(),
      )
    },
  }
}
