import type { Attachment, FileHash } from '#shared/domain/attachment'
import { audiencesMeet } from '#shared/domain/audience'
import { scopesOf, type Person } from '#shared/domain/person'
import { ticketSchema } from '#shared/domain/ticket'
import type { TicketId } from '#shared/ids'
import { inTransaction } from '../db/transaction'
import { FailureError } from '../failure-error'
import type { Services } from '../services'

/**
 * @returns the file as the ticket names it, where the ticket is in the person's reach
 * @throws FailureError notFound, the same for what is foreign and what is not there
 */
export const reachAttachment = async (
  { db }: Services,
  person: Person,
  ticketId: TicketId,
  hash: FileHash,
): Promise<Attachment> => {
  const row = await inTransaction(db, (trx) =>
    trx
      .selectFrom('document')
      .select(['body', 'audiences'])
      .where('noun', '=', 'ticket')
      .where('id', '=', ticketId)
      .executeTakeFirst(),
  )
  if (row === undefined || !audiencesMeet(row.audiences, scopesOf(person))) throw new FailureError('notFound')
  const ticket = ticketSchema.safeParse(row.body)
  const attachment = ticket.success ? ticket.data.attachments?.find((each) => each.hash === hash) : undefined
  if (attachment === undefined) throw new FailureError('notFound')
  return attachment
}
