import { createHash } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { dayMs, hourMs, type Instant } from '#shared/domain/time'
import type { Database } from '../db/database'

export type GuessKeys = { code: string; caller: string | null; call: string }
/** Wrong attempts in the current window, this one included. */
export type GuessCounts = { code: number; caller: number; call: number; all: number }

/**
 * Wrong attempts allowed. A lock on the code alone does not stop guessing across many codes, so the caller and all
 * callers together have budgets too. With ten a code and 1000 in all a day, a guesser of 8-digit passwords
 * succeeds once in about 270 years at best.
 */
export const maxGuesses: GuessCounts = { code: 10, caller: 10, call: 3, all: 1000 }
/** This many wrong attempts in all within a window are no accident: they are logged at once. */
export const alarmAt = 100

const windows = { code: dayMs, caller: dayMs, call: hourMs, all: dayMs } as const
const scopes = ['all', 'call', 'caller', 'code'] as const

/** Hashed, so that the table contains no numbers or codes in the clear. */
const rowKey = (scope: string, value: string): string =>
  `ivr:${scope}:${createHash('sha256').update(value).digest('hex')}`

const rowKeys = (keys: GuessKeys): { scope: (typeof scopes)[number]; key: string }[] =>
  scopes
    .flatMap((scope) => {
      const value = scope === 'all' ? '' : keys[scope]
      return value === null ? [] : [{ scope, key: rowKey(scope, value) }]
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/**
 * Counts an attempt as wrong before it is checked, so that concurrent attempts cannot all slip through; `refund` undoes
 * that for a right one. `locked_until` contains the end of the row's window.
 */
export const spend = async (db: Kysely<Database>, keys: GuessKeys, now: Instant): Promise<GuessCounts> => {
  const wanted = rowKeys(keys)
  const rows = await db
    .insertInto('sign_in_attempt')
    .values(wanted.map(({ scope, key }) => ({ key, failures: 1, since: now, locked_until: now + windows[scope] })))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        failures: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then 1 else sign_in_attempt.failures + 1 end`,
        since: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then excluded.since else sign_in_attempt.since end`,
        locked_until: sql<number>`case when sign_in_attempt.locked_until <= excluded.since then excluded.locked_until else sign_in_attempt.locked_until end`,
      }),
    )
    .returning(['key', 'failures'])
    .execute()
  const countOf = (scope: string): number =>
    rows.find((row) => row.key === wanted.find((each) => each.scope === scope)?.key)?.failures ?? 0
  return { all: countOf('all'), call: countOf('call'), caller: countOf('caller'), code: countOf('code') }
}

/**
 * A right attempt costs nothing and clears the code's count. The caller's other wrong attempts stay counted, so that
 * entering one's own code buys no more guesses.
 */
export const refund = async (db: Kysely<Database>, keys: GuessKeys): Promise<void> => {
  await db
    .updateTable('sign_in_attempt')
    .set({ failures: sql<number>`greatest(failures - 1, 0)` })
    .where(
      'key',
      'in',
      rowKeys(keys).map((each) => each.key),
    )
    .execute()
  await db.updateTable('sign_in_attempt').set({ failures: 0 }).where('key', '=', rowKey('code', keys.code)).execute()
}

/**
 * @param isKnownCaller the number belongs to a contact of the code's customer: other people's guesses must not lock out
 *   this caller
 */
export const isLocked = (counts: GuessCounts, isKnownCaller: boolean, limits: GuessCounts = maxGuesses): boolean => {
  if (counts.call > limits.call || counts.caller > limits.caller) return true
  return !isKnownCaller && (counts.code > limits.code || counts.all > limits.all)
}
