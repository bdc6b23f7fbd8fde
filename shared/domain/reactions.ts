import type { ArticleId } from '../ids'
import type { FileDescription } from './attachment'
import type { Call } from './call'
import { callReactions } from './call-reactions'
import type { SystemCommandName } from './commands'
import type { Fact } from './decision'
import type { Documents, Noun } from './document'

/** A command of the server itself that follows from an event in the same transaction. */
export type Reaction = {
  name: SystemCommandName
  args: Record<string, unknown>
  /**
   * What only the server can add: the ticket's next number (it becomes `args.number`), or whether the file has arrived
   * (if not, there is no reaction).
   */
  asks?: { kind: 'ticketNumber' } | { kind: 'isFileStored'; file: FileDescription }
}

/** What else must happen because an event did, the same at the server and in every model of it. */
export const reactionsTo = (
  { noun, id }: { noun: Noun; id: string },
  event: Fact,
  before: Documents[Noun] | null,
  after: Documents[Noun],
): Reaction[] => {
  if (noun === 'call') return callReactions(event, before as Call | null, after as Call)
  switch (event.name) {
    case 'ticket.opened':
      return [{ name: 'ticket.systemNumber', args: { ticketId: id }, asks: { kind: 'ticketNumber' } }]
    case 'ticket.attached': {
      const { file } = event.data as { file: FileDescription }
      return [
        {
          name: 'ticket.systemFileStored',
          args: { ticketId: id, hash: file.hash },
          asks: { kind: 'isFileStored', file },
        },
      ]
    }
    case 'ticket.articleLinked': {
      const { articleId, isSolution } = event.data as { articleId: ArticleId; isSolution: boolean }
      return isSolution ? [{ name: 'article.systemCredit', args: { articleId } }] : []
    }
    default:
      return []
  }
}
