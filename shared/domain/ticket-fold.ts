import type { Recorded } from './decision'
import { pausedRuns, resumedRuns } from './sla'
import type { SlaRun } from './sla-run'
import type { Ticket } from './ticket'
import type { TicketEdit, TicketFact } from './ticket-commands'
import type { Instant } from './time'

const opened = (data: Extract<TicketFact, { name: 'ticket.opened' }>['data'], event: Recorded<TicketFact>): Ticket => ({
  ...data.ticket,
  number: null,
  status: 'new',
  ownerId: null,
  articles: [],
  solution: '',
  reopenedCount: 0,
  openedBy: event.by,
  openedAt: event.at,
  updatedAt: event.at,
  solvedAt: null,
  closedAt: null,
  runs: [{ from: doneAt(event), to: null }],
  waitingFor: null,
  breachedAt: null,
})

/** Time limits count when it was done, not when it reached the server. */
const doneAt = (event: Recorded<TicketFact>): Instant => event.actedAt ?? event.at

/** Folds one event into a ticket. An event this version does not know changes nothing but the time. */
export const applyTicket = (state: Ticket | null, event: Recorded<TicketFact>): Ticket => {
  if (event.name === 'ticket.opened') return opened(event.data, event)
  if (state === null) throw new Error(`a ticket begins with ticket.opened, not ${event.name}`)
  const ticket: Ticket = { ...state, updatedAt: event.at }
  switch (event.name) {
    case 'ticket.numbered':
      return { ...ticket, number: event.data.number }
    case 'ticket.taken':
      return { ...ticket, ownerId: event.data.by, status: ticket.status === 'new' ? 'inProgress' : ticket.status }
    case 'ticket.customerAttached':
      return { ...ticket, customerId: event.data.customerId, customerReason: event.data.reason }
    case 'ticket.edited':
      return { ...ticket, ...defined(event.data.changes) }
    case 'ticket.articleLinked': {
      const { articleId, isSolution } = event.data
      return {
        ...ticket,
        articles: [...ticket.articles.filter((link) => link.articleId !== articleId), { articleId, isSolution }],
      }
    }
    case 'ticket.attached':
      return {
        ...ticket,
        attachments: [
          ...(ticket.attachments ?? []),
          { ...event.data.file, addedBy: event.by, addedAt: event.at, isStored: false },
        ],
      }
    case 'ticket.fileStored':
      return {
        ...ticket,
        attachments: (ticket.attachments ?? []).map((file) =>
          file.hash === event.data.hash ? { ...file, isStored: true } : file,
        ),
      }
    case 'ticket.timeLogged':
      return { ...ticket, minutesSpent: (ticket.minutesSpent ?? 0) + event.data.minutes }
    case 'ticket.waited':
      return {
        ...ticket,
        waitingFor: event.data.waitingFor,
        ...withRuns(ticket, (runs) => pausedRuns(runs, doneAt(event))),
      }
    case 'ticket.resumed':
      return { ...ticket, waitingFor: null, ...withRuns(ticket, (runs) => resumedRuns(runs, doneAt(event))) }
    case 'ticket.breached':
      return { ...ticket, breachedAt: event.data.dueAt }
    case 'ticket.solved':
      return {
        ...ticket,
        status: 'solved',
        solution: event.data.solution,
        solvedAt: event.at,
        waitingFor: null,
        ...withRuns(ticket, (runs) => pausedRuns(runs, doneAt(event))),
      }
    case 'ticket.closed':
      return { ...ticket, status: 'closed', closedAt: event.at }
    case 'ticket.reopened':
      return {
        ...ticket,
        status: 'inProgress',
        solvedAt: null,
        closedAt: null,
        reopenedCount: ticket.reopenedCount + 1,
        ...withRuns(ticket, (runs) => resumedRuns(runs, doneAt(event))),
      }
    case 'ticket.noted':
    default:
      return ticket
  }
}

/** A ticket older than time limits gets none now: nobody knows when it was paused. */
const withRuns = ({ runs }: Ticket, change: (runs: readonly SlaRun[]) => SlaRun[]): Partial<Ticket> =>
  runs === undefined ? {} : { runs: change(runs) }

const defined = (changes: TicketEdit): Partial<Ticket> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
