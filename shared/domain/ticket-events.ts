import type { ArticleId, CustomerId, PersonId, RemoteSessionId, TicketId } from '../ids'
import type { FileDescription, FileHash } from './attachment'
import { eventsOf, type FactsOf, type Stamp } from './define-noun'
import type { Queue } from './queue'
import { pausedRuns, resumedRuns } from './sla'
import type { OriginReason, Referral, SlaRun, Ticket, TicketKind, TicketOrder, WorkKind } from './ticket'
import type { TicketEdit } from './ticket-edit'
import type { Instant } from './time'

/** What a new ticket is written with; the rest of its fields begins empty. */
export type TicketOpened = Pick<
  Ticket,
  | 'id'
  | 'kind'
  | 'subject'
  | 'description'
  | 'priority'
  | 'problemDomain'
  | 'product'
  | 'productVersion'
  | 'queue'
  | 'callId'
  | 'customerId'
  | 'callerName'
  | 'callerPhone'
  | 'company'
  | 'customerReason'
  | 'origin'
  | 'referral'
>

/** Time limits count when it was done, not when it reached the server. */
const doneAt = (stamp: Stamp): Instant => stamp.actedAt ?? stamp.at

/** A ticket older than time limits gets none now: nobody knows when it was paused. */
const withRuns = ({ runs }: Ticket, change: (runs: readonly SlaRun[]) => SlaRun[]): Partial<Ticket> =>
  runs === undefined ? {} : { runs: change(runs) }
const paused = (ticket: Ticket, stamp: Stamp): Partial<Ticket> =>
  withRuns(ticket, (runs) => pausedRuns(runs, doneAt(stamp)))
const running = (ticket: Ticket, stamp: Stamp): Partial<Ticket> =>
  withRuns(ticket, (runs) => resumedRuns(runs, doneAt(stamp)))

/** The first line's time begins anew with each agent whose own it becomes. */
const firstLine = ({ firstLineSince }: Ticket, isFirstLine: boolean | undefined, stamp: Stamp): Partial<Ticket> => {
  if (isFirstLine === true) return { firstLineSince: doneAt(stamp), firstLinePassedAt: null }
  return firstLineSince === undefined ? {} : { firstLineSince: null, firstLinePassedAt: null }
}

const defined = (changes: TicketEdit): Partial<Ticket> =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))

/**
 * `happened`: the order's event, by its name after the dot. `text`: the words of who acted, as why it was refused.
 * `appointment`: what was booked by it.
 */
export type OrderMoved = TicketOrder & {
  happened: string
  personId: PersonId | null
  text: string
  appointment?: { from: Instant; to: Instant } | undefined
}

/** Whose it was and is, and where it waits; null is nobody. */
type Assigned = {
  from: PersonId | null
  to: PersonId | null
  isFirstLine?: boolean
  fromQueue: Queue
  toQueue: Queue
  note: string
}
/** Another ticket follows this one; `personId` opened it. */
type Followed = { followerId: TicketId; reason: OriginReason; personId: PersonId | null }
type KindChanged = {
  from: TicketKind
  to: TicketKind
  reason: string
  fromQueue: Queue
  toQueue: Queue
  referral: Referral | null
}
type NewCustomer = { customerId: CustomerId; reason: string; before: CustomerId | null }

/** The events of a ticket, and what each makes of it; see the drawing at `ticketSchema`. */
export const ticketEvents = eventsOf<Ticket>()({
  begin: {
    'ticket.opened': (_, data: { ticket: TicketOpened }, stamp) => ({
      ...data.ticket,
      number: null,
      status: 'new',
      ownerId: null,
      articles: [],
      solution: '',
      reopenedCount: 0,
      openedBy: stamp.by,
      openedAt: stamp.at,
      updatedAt: stamp.at,
      solvedAt: null,
      closedAt: null,
      runs: [{ from: doneAt(stamp), to: null }],
      waitingFor: null,
      breachedAt: null,
    }),
  },
  always: (ticket, { at }) => ({ ...ticket, updatedAt: at }),
  change: {
    'ticket.numbered': (ticket, { number }: { number: string }) => ({ ...ticket, number }),
    'ticket.taken': (ticket, { by, isFirstLine }: { by: PersonId | null; isFirstLine?: boolean }, stamp) => ({
      ...ticket,
      ...firstLine(ticket, isFirstLine, stamp),
      ownerId: by,
      status: ticket.status === 'new' ? 'inProgress' : ticket.status,
    }),
    'ticket.assigned': (ticket, { from, to, isFirstLine, toQueue }: Assigned, stamp) => ({
      ...ticket,
      ...(from === to ? {} : firstLine(ticket, isFirstLine, stamp)),
      ownerId: to,
      queue: toQueue,
      status: ticket.status === 'new' && to !== null ? 'inProgress' : ticket.status,
    }),
    'ticket.kindChanged': (ticket, { to, toQueue, referral }: KindChanged) => ({
      ...ticket,
      kind: to,
      queue: toQueue,
      referral,
    }),
    'ticket.edited': (ticket, { changes }: { changes: TicketEdit; before: TicketEdit }) => ({
      ...ticket,
      ...defined(changes),
    }),
    'ticket.customerAttached': (ticket, { customerId, reason }: NewCustomer) => ({
      ...ticket,
      customerId,
      customerReason: reason,
    }),
    'ticket.followed': (ticket, _: Followed) => ticket,
    'ticket.noted': (ticket, _: { text: string }) => ticket,
    'ticket.articleLinked': (ticket, link: { articleId: ArticleId; isSolution: boolean }) => ({
      ...ticket,
      articles: [
        ...ticket.articles.filter(({ articleId }) => articleId !== link.articleId),
        { articleId: link.articleId, isSolution: link.isSolution },
      ],
    }),
    'ticket.attached': (ticket, { file }: { file: FileDescription }, { by, at }) => ({
      ...ticket,
      attachments: [...(ticket.attachments ?? []), { ...file, addedBy: by, addedAt: at, isStored: false }],
    }),
    'ticket.fileStored': (ticket, { hash }: { hash: FileHash }) => ({
      ...ticket,
      attachments: (ticket.attachments ?? []).map((file) => (file.hash === hash ? { ...file, isStored: true } : file)),
    }),
    'ticket.timeLogged': (ticket, { minutes }: { minutes: number; work: WorkKind; note: string }) => ({
      ...ticket,
      minutesSpent: (ticket.minutesSpent ?? 0) + minutes,
    }),
    /** 远程协助 on this ticket is over; its time is working time. */
    'ticket.remoteHelped': (
      ticket,
      { minutes }: { sessionId: RemoteSessionId; personId: PersonId; minutes: number },
    ) => ({
      ...ticket,
      minutesSpent: (ticket.minutesSpent ?? 0) + minutes,
    }),
    'ticket.remoteNoted': (ticket, _: { sessionId: RemoteSessionId; personId: PersonId; note: string }) => ticket,
    /** 派工: an order of this ticket began, or went on. */
    'ticket.orderMoved': (ticket, moved: OrderMoved) => {
      const { happened: _happened, text: _text, personId: _person, appointment: _appointment, ...order } = moved
      return {
        ...ticket,
        orders: [...(ticket.orders ?? []).filter(({ orderId }) => orderId !== order.orderId), order],
      }
    },
    'ticket.waited': (ticket, { waitingFor }: { waitingFor: string }, stamp) => ({
      ...ticket,
      waitingFor,
      ...paused(ticket, stamp),
    }),
    'ticket.resumed': (ticket, _: Record<string, never>, stamp) => ({
      ...ticket,
      waitingFor: null,
      ...running(ticket, stamp),
    }),
    'ticket.breached': (ticket, { dueAt }: { dueAt: Instant }) => ({ ...ticket, breachedAt: dueAt }),
    'ticket.responseMissed': (ticket, { dueAt }: { dueAt: Instant }) => ({ ...ticket, responseMissedAt: dueAt }),
    'ticket.firstLinePassed': (ticket, { dueAt }: { dueAt: Instant }) => ({ ...ticket, firstLinePassedAt: dueAt }),
    'ticket.solved': (ticket, { solution }: { solution: string }, stamp) => ({
      ...ticket,
      status: 'solved',
      solution,
      solvedAt: stamp.at,
      waitingFor: null,
      ...paused(ticket, stamp),
    }),
    'ticket.closed': (ticket, _: Record<string, never>, { at }) => ({ ...ticket, status: 'closed', closedAt: at }),
    'ticket.reopened': (ticket, _: { reason: string }, stamp) => ({
      ...ticket,
      status: 'inProgress',
      solvedAt: null,
      closedAt: null,
      reopenedCount: ticket.reopenedCount + 1,
      ...running(ticket, stamp),
    }),
  },
})

export type TicketFact = FactsOf<typeof ticketEvents>
