import { sql, type Transaction } from 'kysely'
import type { FileDescription } from '#shared/domain/attachment'
import type { Call } from '#shared/domain/call'
import { callReactions } from '#shared/domain/call-reactions'
import type { SystemCommandName } from '#shared/domain/commands'
import type { Instant } from '#shared/domain/time'
import type { ArticleId } from '#shared/ids'
import type { Database } from '../db/database'
import { isFileStored } from '../files/stored'
import type { Body, PendingEvent, Work } from './work'

export type Reaction = { name: SystemCommandName; args: Record<string, unknown> }

/** The commands that an event triggers in the same transaction. */
export const reactionsTo = async (
  work: Work,
  event: PendingEvent,
  before: Body | null,
  after: Body,
  now: Instant,
): Promise<Reaction[]> => {
  if (event.noun === 'call') return callReactions(event, before as Call | null, after as Call)
  if (event.name === 'ticket.opened') {
    return [
      {
        name: 'ticket.systemNumber',
        args: { ticketId: event.id, number: await nextTicketNumber(work.trx, now) },
      },
    ]
  }
  if (event.name === 'ticket.attached') {
    const { file } = event.data as { file: FileDescription }
    return (await isFileStored(work.trx, file))
      ? [{ name: 'ticket.systemFileStored', args: { ticketId: event.id, hash: file.hash } }]
      : []
  }
  if (event.name === 'ticket.articleLinked') {
    const data = event.data as { articleId: ArticleId; isSolution: boolean }
    return data.isSolution ? [{ name: 'article.systemCredit', args: { articleId: data.articleId } }] : []
  }
  return []
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
