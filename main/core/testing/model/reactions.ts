import type { Call } from '#shared/domain/call'
import { callReactions } from '#shared/domain/call-reactions'
import type { SystemCommandName } from '#shared/domain/commands'
import type { Documents, Noun } from '#shared/domain/document'
import type { Fact } from '#shared/domain/decision'

type Reaction = { name: SystemCommandName; args: Record<string, unknown> }

/**
 * What the server does in the same transaction because of an event; repeated here, because main imports no server code.
 */
export const reactionsTo = (
  { noun, id }: { noun: Noun; id: string },
  event: Fact,
  before: Documents[Noun] | null,
  after: Documents[Noun],
  nextNumber: () => string,
): Reaction[] => {
  if (noun === 'call') return callReactions(event, before as Call | null, after as Call)
  if (event.name === 'ticket.opened')
    return [{ name: 'ticket.systemNumber', args: { ticketId: id, number: nextNumber() } }]
  const linked = event.data as { articleId?: string; isSolution?: boolean }
  return event.name === 'ticket.articleLinked' && linked.isSolution === true
    ? [{ name: 'article.systemCredit', args: { articleId: linked.articleId } }]
    : []
}
