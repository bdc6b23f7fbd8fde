import type { FileDescription } from '#shared/domain/attachment'
import type { Call } from '#shared/domain/call'
import { callReactions } from '#shared/domain/call-reactions'
import type { SystemCommandName } from '#shared/domain/commands'
import type { ArticleId } from '#shared/ids'
import type { Instant } from '#shared/domain/time'
import { isFileStored } from '../files/stored'
import { nextTicketNumber } from './ticket-number'
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
