import { sql, type Transaction } from 'kysely'
import type { Reaction } from '#shared/domain/reactions'
import type { Instant } from '#shared/domain/time'
import type { Database } from '../db/database'
import { isFileStored } from '../files/stored'
import type { Work } from './work'

/** @returns the reaction with what only the server knows; none where that says there is nothing to do */
export const completeReaction = async (
  work: Work,
  { asks, ...reaction }: Reaction,
  now: Instant,
): Promise<Reaction[]> => {
  switch (asks?.kind) {
    case undefined:
      return [reaction]
    case 'ticketNumber':
      return [{ ...reaction, args: { ...reaction.args, number: await nextTicketNumber(work.trx, now) } }]
    case 'isFileStored':
      return (await isFileStored(work.trx, asks.file)) ? [reaction] : []
    case 'openRemoteSessions':
      return (await openRemoteSessions(work.trx, asks)).map((sessionId) => ({
        ...reaction,
        args: { ...reaction.args, sessionId },
      }))
  }
}

/** @returns the remote sessions of a ticket that are not over, but for those of one person */
const openRemoteSessions = async (
  trx: Transaction<Database>,
  { ticketId, exceptOf }: { ticketId: string; exceptOf: string | null },
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from document
    where noun = 'remoteSession' and body->>'ticketId' = ${ticketId} and body->>'state' <> 'ended'
      and body->>'agentId' is distinct from ${exceptOf}
    order by id`.execute(trx)
  return rows.map(({ id }) => id)
}

/** en-CA writes 2026-11-23. */
const shanghaiDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** @returns the next number of the day in Shanghai: T-20261123-0001. The day's counter stays locked until commit. */
export const nextTicketNumber = async (trx: Transaction<Database>, now: Instant): Promise<string> => {
  const day = shanghaiDay.format(now).replaceAll('-', '')
  const { last } = await trx
    .insertInto('ticket_counter')
    .values({ day, last: 1 })
    .onConflict((conflict) => conflict.column('day').doUpdateSet({ last: sql<number>`ticket_counter.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return `T-${day}-${String(last).padStart(4, '0')}`
}
