import type { ArticleId, PersonId } from '../ids'
import type { FileDescription } from './attachment'
import type { Call } from './call'
import { callReactions } from './call-reactions'
import type { SystemCommandName } from './commands'
import type { Fact } from './decision'
import type { Documents, Noun } from './document'
import { orderReactions, scheduleReactions, shareReactions } from './order-reactions'
import type { RemoteSession } from './remote-session'
import type { Schedule } from './schedule'
import type { Ticket } from './ticket'
import type { WorkOrder } from './work-order'

/** A command of the server itself that follows from an event in the same transaction. */
export type Reaction = {
  name: SystemCommandName
  args: Record<string, unknown>
  /**
   * What only the server can add: the ticket's next number (it becomes `args.number`), whether the file has arrived
   * (if not, there is no reaction), or which remote sessions of the ticket are not over (each is `args.sessionId`).
   */
  asks?:
    | { kind: 'ticketNumber' }
    | { kind: 'isFileStored'; file: FileDescription }
    | { kind: 'openRemoteSessions'; ticketId: string; exceptOf: PersonId | null }
}

/** What else must happen because an event did, the same at the server and in every model of it. */
export const reactionsTo = (
  { noun, id }: { noun: Noun; id: string },
  event: Fact,
  before: Documents[Noun] | null,
  after: Documents[Noun],
): Reaction[] => {
  if (noun === 'remoteSession') return remoteReactions(event, after as RemoteSession)
  if (noun === 'workOrder') return orderReactions(event, before as WorkOrder | null, after as WorkOrder)
  if (noun === 'schedule') return scheduleReactions(event, after as Schedule)
  if (noun === 'call') return callReactions(event, before as Call | null, after as Call)
  switch (event.name) {
    case 'ticket.opened':
      return [
        { name: 'ticket.systemNumber', args: { ticketId: id }, asks: { kind: 'ticketNumber' } },
        ...followed(after as Ticket),
      ]
    case 'ticket.taken':
    case 'ticket.assigned':
    case 'ticket.closed': {
      // The customer allowed it to the agent of this ticket, and for as long as it is open.
      const { by, to } = event.data as { by?: PersonId | null; to?: PersonId | null }
      return [
        {
          name: 'remoteSession.systemEnd',
          args: { end: 'ticketMoved' },
          asks: { kind: 'openRemoteSessions', ticketId: id, exceptOf: by ?? to ?? null },
        },
      ]
    }
    case 'ticket.orderMoved':
    case 'ticket.customerAttached':
      return shareReactions(before as Ticket | null, after as Ticket)
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

const followed = ({ id, origin, openedBy }: Ticket): Reaction[] => {
  if (origin === undefined) return []
  const args = { ticketId: origin.afterTicketId, followerId: id, reason: origin.reason, personId: openedBy }
  return [{ name: 'ticket.systemFollowed', args }]
}

/** What a remote session leaves on its ticket: the time it took, and the agent's closing note. */
const remoteReactions = (event: Fact, { id, ticketId, agentId }: RemoteSession): Reaction[] => {
  const about = { ticketId, sessionId: id, personId: agentId }
  switch (event.name) {
    case 'remoteSession.ended': {
      const { minutes } = event.data as { minutes: number }
      return minutes > 0 ? [{ name: 'ticket.systemRemoteHelp', args: { ...about, minutes } }] : []
    }
    case 'remoteSession.noted':
      return [{ name: 'ticket.systemRemoteNote', args: { ...about, note: (event.data as { note: string }).note } }]
    default:
      return []
  }
}
