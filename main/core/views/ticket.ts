import type { TicketId } from '#shared/ids'
import type { TicketFilter } from '#shared/ipc/contract'
import type { FileState, TicketRow, TicketView, TimelineEvent } from '#shared/ipc/replica-views'
import type { Attachment } from '#shared/domain/attachment'
import { byUrgency, policyFor, type SlaClock, type SlaPolicy } from '#shared/domain/sla'
import { dayMs, type Instant } from '#shared/domain/time'
import { nearestClock, ticketClocks } from '#shared/domain/time-clocks'
import { comparable, filterWords } from '#shared/text/comparable'
import type { WireEvent } from '#shared/protocol/feed'
import { fail, ok, type Result } from '#shared/result'
import { listShown, readNewer, readShown } from '../replica/documents'
import type { SqlValue } from '../replica/driver'
import { listEvents } from '../replica/events'
import { openStatuses } from '../replica/lookup'
import { correctedNow, type Replica } from '../replica/replica'
import { personName, personNames } from './names'
import { selectTicketRows } from './ticket-rows'

/** What was touched in the last week is recent. */
const recentMs = 7 * dayMs

const viewConditions = (replica: Replica, view: TicketFilter['view'], at: Instant): [string, SqlValue[]] => {
  switch (view) {
    case 'mine':
      return [`t.owner_id = ? and t.status <> 'closed'`, [replica.person.id]]
    case 'open':
      return [`t.status <> 'closed' and t.status in (${openStatuses})`, []]
    case 'recent':
      return ['t.updated_at >= ?', [at - recentMs]]
    case 'all':
      return ['1', []]
  }
}

/** More than a hotline has open at once; a list sorted by urgency is read whole. */
const maxSorted = 20_000

/** The most urgent first; its nearest clock is read once, for a moment that is the same for all. */
const sortedByUrgency = ({ db }: Replica, rows: readonly TicketRow[], at: Instant): TicketRow[] => {
  const organisations = listShown(db, 'organisation')
  const policies = new Map<string | null, SlaPolicy>()
  const clockOf = ({ runs, organisationId, ...row }: TicketRow): SlaClock | null => {
    if (runs === null) return null
    const policy = policies.get(organisationId) ?? policyFor(organisations, organisationId)
    policies.set(organisationId, policy)
    return nearestClock(ticketClocks({ ...row, runs }, policy, at))
  }
  return rows
    .map((row) => ({ row, clock: clockOf(row) }))
    .sort((a, b) => byUrgency(a.clock, b.clock))
    .map(({ row }) => row)
}

/**
 * The tickets of a view, last touched or most urgent first; every word of the text must be in number, subject,
 * customer, caller or company, however it was typed.
 */
export const listTickets = (
  replica: Replica,
  { view, text, limit, sort, at = correctedNow(replica) }: TicketFilter,
): TicketRow[] => {
  const isByUrgency = sort === 'urgency'
  const [condition, params] = viewConditions(replica, view, at)
  const words = filterWords(text)
  const textConditions = words.map(() => ` and instr(t.words || ' ' || coalesce(c.words, ''), ?) > 0`)
  // The plus disables the index on `updated_at`, which would walk past all closed tickets.
  const touched = view === 'open' ? '+t.updated_at' : 't.updated_at'
  const rows = selectTicketRows(
    replica,
    `where ${condition}${textConditions.join('')} order by ${touched} desc, t.id limit ?`,
    [...params, ...words, isByUrgency ? maxSorted : limit],
  )
  return isByUrgency ? sortedByUrgency(replica, rows, at).slice(0, limit) : rows
}

const nowhere = (): FileState => ({ state: 'absent', movedBytes: 0 })

/** The fields of events that name somebody by an id. */
const named = [
  ['customer', 'ticket.customerAttached', 'customerId'],
  ['customer', 'ticket.customerAttached', 'before'],
  ['organisation', 'ticket.orderMoved', 'organisationId'],
  ['person', 'ticket.orderMoved', 'consultantId'],
  ['person', 'ticket.assigned', 'from'],
  ['person', 'ticket.assigned', 'to'],
] as const
/** The names of whom a time-line speaks of, by id; those not known here are left out. */
const namesOf = ({ db }: Replica, timeline: readonly TimelineEvent[]): Record<string, string> => {
  const names: Record<string, string> = {}
  for (const event of timeline)
    for (const [noun, eventName, field] of named) {
      const id = event.name === eventName ? event.data[field] : null
      if (typeof id !== 'string' || id in names) continue
      const name = readShown(db, noun, id)?.name
      if (name !== undefined) names[id] = name
    }
  return names
}

/**
 * A ticket with everything its page shows; own events that the server has not seen yet come last.
 * @param fileState how much of a file is on this machine
 */
export const readTicket = (
  replica: Replica,
  ticketId: TicketId,
  fileState: (file: Attachment) => FileState = nowhere,
): Result<TicketView> => {
  const { db } = replica
  const ticket = readShown(db, 'ticket', ticketId)
  if (ticket === null) return fail('notFound')
  const events = listEvents(db, { noun: 'ticket', id: ticketId })
  const names = personNames(db)
  const withName =
    (isPending: boolean) =>
    (event: WireEvent): TimelineEvent => ({
      ...event,
      // Where the server writes for a person, the event says for whom.
      byName: names.get(event.by ?? String(event.data['personId'])) ?? null,
      isPending,
    })
  const titles = ticket.articles.flatMap(({ articleId }) => {
    const title = readShown(db, 'article', articleId)?.title
    return title === undefined ? [] : [[articleId, title] as const]
  })
  const timeline = [...events.settled.map(withName(false)), ...events.pending.map(withName(true))]
  return ok({
    ticket,
    newer: [
      ...readNewer(db, 'ticket', ticketId),
      ...readNewer(db, 'customer', ticket.customerId),
      ...readNewer(db, 'call', ticket.callId),
    ],
    files: Object.fromEntries((ticket.attachments ?? []).map((file) => [file.hash, fileState(file)])),
    customer: ticket.customerId === null ? null : readShown(db, 'customer', ticket.customerId),
    call: ticket.callId === null ? null : readShown(db, 'call', ticket.callId),
    timeline,
    articleTitles: Object.fromEntries(titles),
    names: namesOf(replica, timeline),
    ownerName: personName(db, ticket.ownerId),
    isPending: db.get('select 1 from ticket_row where id = ? and is_pending = 1', [ticketId]) !== undefined,
  })
}

/** @returns by what a ticket is named elsewhere; null where it is not here */
export const readTicketTitle = (
  { db }: Replica,
  { ticketId }: { ticketId: TicketId },
): Pick<TicketRow, 'id' | 'number' | 'subject'> | null => {
  const ticket = readShown(db, 'ticket', ticketId)
  return ticket === null ? null : { id: ticket.id, number: ticket.number, subject: ticket.subject }
}

/** @returns the ticket with that number, as a person types it; null where there is none here */
export const findTicket = ({ db }: Replica, number: string): { ticketId: TicketId | null } => ({
  ticketId: (db.get<{ id: string }>('select id from ticket_row where number = ? limit 1', [
    comparable(number).toUpperCase(),
  ])?.id ?? null) as TicketId | null,
})
