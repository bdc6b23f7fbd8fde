import { z } from 'zod'
import { articleIdSchema, customerIdSchema, personIdSchema, remoteSessionIdSchema, ticketIdSchema } from '../ids'
import { fileHashSchema, fileSchema } from './attachment'
import { accept, actorId, reject, type Context, type Decision } from './decision'
import { commandsOf, existing, type CommandIn } from './define-noun'
import { isHandler, ticketHandlers } from './handlers'
import { maxFileReason, maxLoggedMinutes, maxRemark, maxTicketText, minFileReason } from './limits'
import { callTakers, caseWorkers } from './role'
import {
  isTicketOpen,
  maxAttachments,
  originReasonSchema,
  ticketOrderSchema,
  workKindSchema,
  type Ticket,
} from './ticket'
import { hasClock } from './time-clocks'
import { assignTicketSchema, decideAssign } from './ticket-assign'
import { decideEdit, ticketEditSchema } from './ticket-edit'
import type { TicketFact } from './ticket-events'
import { changeKindSchema, decideChangeKind } from './ticket-kind'
import { decideOpen, openTicketSchema } from './ticket-open'
import { decideOpenAfter, openAfterSchema } from './ticket-open-after'
import { takenBy } from './ticket-taken'
import { instantSchema } from './time'

/** The first work on a new ticket takes it. */
const starting = (ticket: Ticket, context: Context): TicketFact[] =>
  ticket.status === 'new' ? [takenBy(context.actor)] : []
/** What may still be added to a ticket that is solved or closed takes only an open one. */
const startingOpen = (ticket: Ticket, context: Context): TicketFact[] =>
  isTicketOpen(ticket) ? starting(ticket, context) : []

/** A rule about a ticket that is not closed. */
const unclosed = <A>(decide: (ticket: Ticket, args: A, context: Context) => Decision<TicketFact>) =>
  existing<Ticket, A, TicketFact>((ticket, args, context) =>
    ticket.status === 'closed' ? reject('ticketClosed') : decide(ticket, args, context),
  )

const { command, systemCommand } = commandsOf<Ticket, TicketFact>()

/** The rules of a ticket; see the drawing at `ticketSchema`. */
export const ticketCommands = {
  'ticket.open': command({ args: openTicketSchema, may: callTakers, decide: decideOpen }),
  'ticket.openAfter': command({ args: openAfterSchema, may: caseWorkers, decide: decideOpenAfter }),
  /**
   * Neither number nor code led to a customer; somebody found them by name, and gives the reason. A name is no proof:
   * it gives the case a file and a history, never more help than the call allowed. A customer known from code or
   * number stays.
   */
  'ticket.attachCustomer': command({
    args: z.object({
      ticketId: ticketIdSchema,
      customerId: customerIdSchema,
      reason: z.string().trim().min(minFileReason).max(maxFileReason),
    }),
    may: ['agent', 'supervisor', 'manager'],
    decide: unclosed((ticket, { customerId, reason }, context) => {
      if (ticket.customerId === customerId) return accept()
      if (ticket.customerId !== null && ticket.customerReason === undefined) return reject('ticketCustomerKnown')
      if (context.read('customer', customerId) === null) return reject('notFound')
      return accept(...starting(ticket, context), {
        name: 'ticket.customerAttached',
        data: { customerId, reason, before: ticket.customerId },
      })
    }),
  }),
  'ticket.take': command({
    args: z.object({ ticketId: ticketIdSchema }),
    may: caseWorkers,
    decide: unclosed((ticket, _, { actor }) => {
      const by = actorId(actor)
      return ticket.ownerId === by && ticket.status !== 'new' ? accept() : accept(takenBy(actor))
    }),
  }),
  'ticket.assign': command({ args: assignTicketSchema, may: caseWorkers, decide: unclosed(decideAssign) }),
  'ticket.changeKind': command({
    args: changeKindSchema,
    may: ['agent', 'supervisor', 'manager'],
    decide: unclosed(decideChangeKind),
  }),
  /** `before`: the values that the person saw; where they have changed by now, the person is asked. */
  'ticket.edit': command({
    args: z.object({ ticketId: ticketIdSchema, changes: ticketEditSchema, before: ticketEditSchema.optional() }),
    may: caseWorkers,
    decide: unclosed((ticket, { changes, before }, context) => {
      const decision = decideEdit(ticket, changes, before)
      return decision.ok && decision.value.length > 0
        ? accept(...starting(ticket, context), ...decision.value)
        : decision
    }),
  }),
  'ticket.note': command({
    args: z.object({ ticketId: ticketIdSchema, text: z.string().trim().min(1).max(maxTicketText.note) }),
    may: caseWorkers,
    decide: existing((ticket, { text }, context) =>
      accept(...startingOpen(ticket, context), { name: 'ticket.noted', data: { text } }),
    ),
  }),
  /** Writes one audit row: a whole telephone number was read. It changes nothing. */
  'ticket.revealPhone': command({
    args: z.object({ ticketId: ticketIdSchema, phone: z.enum(['caller', 'referral']) }),
    isReading: true,
    may: caseWorkers,
    decide: existing((ticket, { phone }, context) => {
      if (!isHandler(ticketHandlers(ticket), context)) return reject('phoneNotYours')
      const number = phone === 'caller' ? ticket.callerPhone : (ticket.referral?.phone ?? '')
      return number === '' ? reject('phoneMissing') : accept()
    }),
  }),
  'ticket.linkArticle': command({
    args: z.object({ ticketId: ticketIdSchema, articleId: articleIdSchema, isSolution: z.boolean() }),
    may: caseWorkers,
    decide: unclosed((ticket, { articleId, isSolution }, context) => {
      const linked = ticket.articles.find((link) => link.articleId === articleId)
      if (linked !== undefined && (linked.isSolution || !isSolution)) return accept()
      if (context.read('article', articleId) === null) return reject('notFound')
      return accept(...starting(ticket, context), { name: 'ticket.articleLinked', data: { articleId, isSolution } })
    }),
  }),
  /** Photographs and hours of a visit belong to the ticket, whatever its status when they arrive. */
  'ticket.attach': command({
    args: z.object({ ticketId: ticketIdSchema, file: fileSchema }),
    may: caseWorkers,
    decide: existing((ticket, { file }, context) => {
      const attachments = ticket.attachments ?? []
      if (attachments.some(({ hash }) => hash === file.hash)) return accept()
      return attachments.length >= maxAttachments
        ? reject('tooManyFiles', { limit: String(maxAttachments) })
        : accept(...startingOpen(ticket, context), { name: 'ticket.attached', data: { file } })
    }),
  }),
  'ticket.logTime': command({
    args: z.object({
      ticketId: ticketIdSchema,
      minutes: z.number().int().min(1).max(maxLoggedMinutes),
      work: workKindSchema,
      note: z.string().trim().max(maxRemark),
    }),
    may: caseWorkers,
    decide: existing((ticket, { minutes, work, note }, context) =>
      accept(...startingOpen(ticket, context), { name: 'ticket.timeLogged', data: { minutes, work, note } }),
    ),
  }),
  'ticket.wait': command({
    args: z.object({ ticketId: ticketIdSchema, waitingFor: z.string().trim().min(1).max(maxTicketText.waitingFor) }),
    may: caseWorkers,
    decide: unclosed((ticket, { waitingFor }, context) => {
      if (!isTicketOpen(ticket)) return reject('ticketNotOpen')
      return ticket.waitingFor === waitingFor
        ? accept()
        : accept(...starting(ticket, context), { name: 'ticket.waited', data: { waitingFor } })
    }),
  }),
  'ticket.resume': command({
    args: z.object({ ticketId: ticketIdSchema }),
    may: caseWorkers,
    decide: unclosed((ticket) =>
      (ticket.waitingFor ?? null) === null ? accept() : accept({ name: 'ticket.resumed', data: {} }),
    ),
  }),
  /** If two people solve it, the second one is asked; the same words twice are the same act. */
  'ticket.solve': command({
    args: z.object({ ticketId: ticketIdSchema, solution: z.string().max(maxTicketText.solution) }),
    may: caseWorkers,
    decide: unclosed((ticket, { solution }, context) => {
      const hasSolution = solution.trim() !== '' || ticket.articles.some((link) => link.isSolution)
      if (!hasSolution) return reject('ticketSolutionMissing')
      if (ticket.status === 'solved') return ticket.solution === solution ? accept() : reject('ticketAlreadySolved')
      return accept(...starting(ticket, context), { name: 'ticket.solved', data: { solution } })
    }),
  }),
  'ticket.close': command({
    args: z.object({ ticketId: ticketIdSchema }),
    may: callTakers,
    decide: existing((ticket) => {
      if (ticket.status === 'closed') return accept()
      return ticket.status === 'solved' ? accept({ name: 'ticket.closed', data: {} }) : reject('ticketNotSolved')
    }),
  }),
  'ticket.reopen': command({
    args: z.object({ ticketId: ticketIdSchema, reason: z.string().trim().min(1).max(maxTicketText.reason) }),
    may: caseWorkers,
    decide: existing((ticket, { reason }) =>
      isTicketOpen(ticket) ? reject('ticketNotClosed') : accept({ name: 'ticket.reopened', data: { reason } }),
    ),
  }),
}

/** The server alone gives numbers (it follows `ticket.opened` in the same transaction) and knows which files it has. */
export const ticketSystemCommands = {
  'ticket.systemFileStored': systemCommand({
    args: z.object({ ticketId: ticketIdSchema, hash: fileHashSchema }),
    decide: existing((ticket, { hash }) => {
      const attached = (ticket.attachments ?? []).find((file) => file.hash === hash)
      if (attached === undefined) return reject('notFound')
      return attached.isStored ? accept() : accept({ name: 'ticket.fileStored', data: { hash } })
    }),
  }),
  /** Follows from the opening of the other, in the same transaction. */
  'ticket.systemFollowed': systemCommand({
    args: z.object({
      ticketId: ticketIdSchema,
      followerId: ticketIdSchema,
      reason: originReasonSchema,
      personId: personIdSchema.nullable(),
    }),
    decide: existing((_, { followerId, reason, personId }) =>
      accept({ name: 'ticket.followed', data: { followerId, reason, personId } }),
    ),
  }),
  'ticket.systemRemoteHelp': systemCommand({
    args: z.object({
      ticketId: ticketIdSchema,
      sessionId: remoteSessionIdSchema,
      personId: personIdSchema,
      minutes: z.number().int().positive(),
    }),
    decide: existing((_, { sessionId, personId, minutes }) =>
      accept({ name: 'ticket.remoteHelped', data: { sessionId, personId, minutes } }),
    ),
  }),
  'ticket.systemRemoteNote': systemCommand({
    args: z.object({
      ticketId: ticketIdSchema,
      sessionId: remoteSessionIdSchema,
      personId: personIdSchema,
      note: z.string().min(1).max(maxRemark),
    }),
    decide: existing((_, { sessionId, personId, note }) =>
      accept({ name: 'ticket.remoteNoted', data: { sessionId, personId, note } }),
    ),
  }),
  'ticket.systemFollowOrder': systemCommand({
    args: z.object({
      ticketId: ticketIdSchema,
      order: ticketOrderSchema,
      happened: z.string().max(100),
      personId: personIdSchema.nullable(),
      text: z.string().max(maxRemark),
      appointment: z.object({ from: instantSchema, to: instantSchema }).optional(),
    }),
    decide: existing((_, { order, ...told }) => accept({ name: 'ticket.orderMoved', data: { ...order, ...told } })),
  }),
  'ticket.systemBreach': systemCommand({
    args: z.object({ ticketId: ticketIdSchema, dueAt: instantSchema }),
    decide: existing((ticket, { dueAt }) =>
      isTicketOpen(ticket) && (ticket.breachedAt ?? null) === null
        ? accept({ name: 'ticket.breached', data: { dueAt } })
        : accept(),
    ),
  }),
  /** Nobody began with it in time. */
  'ticket.systemMissResponse': systemCommand({
    args: z.object({ ticketId: ticketIdSchema, dueAt: instantSchema }),
    decide: existing((ticket, { dueAt }) =>
      hasClock(ticket, 'response') && (ticket.responseMissedAt ?? null) === null
        ? accept({ name: 'ticket.responseMissed', data: { dueAt } })
        : accept(),
    ),
  }),
  /** The first line has had it for its 30 minutes. */
  'ticket.systemPassFirstLine': systemCommand({
    args: z.object({ ticketId: ticketIdSchema, dueAt: instantSchema }),
    decide: existing((ticket, { dueAt }) =>
      hasClock(ticket, 'firstLine') && (ticket.firstLinePassedAt ?? null) === null
        ? accept({ name: 'ticket.firstLinePassed', data: { dueAt } })
        : accept(),
    ),
  }),
  'ticket.systemNumber': systemCommand({
    args: z.object({ ticketId: ticketIdSchema, number: z.string().max(40) }),
    decide: existing((ticket, { number }) =>
      ticket.number === null ? accept({ name: 'ticket.numbered', data: { number } }) : accept(),
    ),
  }),
}

export type TicketCommand = CommandIn<typeof ticketCommands> | CommandIn<typeof ticketSystemCommands>
