import { accept, actorId, reject, type Context, type Decision } from './decision'
import { callCustomerId, isColleagueCall, type Call } from './call'
import { isCallOf } from './call-desk'
import { entitlementOf, type Entitlement } from './entitlement'
import { isTicketOpen, maxAttachments, type Referral, type Ticket, type TicketKind } from './ticket'
import type { TicketCommand, TicketEdit, TicketFact } from './ticket-commands'

type OpenCommand = Extract<TicketCommand, { name: 'ticket.open' }>
type AttachCommand = Extract<TicketCommand, { name: 'ticket.attachCustomer' }>

/**
 * What may be opened for a caller: the policy of `domain.md`, identity, in one table. Referral and complaint are always
 * open.
 */
export const openableKinds = (entitlement: Entitlement): readonly TicketKind[] => {
  switch (entitlement.level) {
    case 'technical':
      return ['technical', 'business', 'referral', 'complaint']
    case 'product':
    case 'business':
      return ['business', 'referral', 'complaint']
    case 'none':
      return ['referral', 'complaint']
  }
}

/** The facts of a referral that are still missing, by field name. */
export const missingReferralFacts = (referral: Omit<Referral, 'organisationId'>): string[] =>
  (['name', 'company', 'phone', 'product', 'version'] as const).filter((field) => referral[field].trim() === '')

const decideOpen = (state: Ticket | null, { args }: OpenCommand, context: Context): Decision<TicketFact> => {
  if (state !== null) return reject('alreadyExists')
  const call = context.read('call', args.callId)
  if (call === null) return reject('notFound')
  const isOwn = context.actor.kind === 'system' || isCallOf(call, context.actor.id)
  if (!isOwn) return reject('callNotForYou')
  if (isColleagueCall(call)) return reject('callOfColleagues')
  const customerId = callCustomerId(call)
  const customer = customerId === null ? null : context.read('customer', customerId)
  const entitlement = entitlementOf(call, customer, context.now)
  if (!openableKinds(entitlement).includes(args.kind)) {
    return reject(args.kind === 'technical' ? 'technicalNotEntitled' : 'businessNotEntitled')
  }
  if (args.kind === 'referral') {
    if (args.referral === null) return reject('referralNeedsOrganisation')
    const missing = missingReferralFacts(args.referral)
    if (missing.length > 0) return reject('referralIncomplete', { missing: missing.join(', ') })
    if (context.read('organisation', args.referral.organisationId)?.kind !== 'authorised')
      return reject('referralNeedsOrganisation')
  }
  return accept(
    { name: 'ticket.opened', data: { ticket: openedFrom(args, call, customerId) } },
    { name: 'ticket.taken', data: { by: actorId(context.actor) } },
  )
}

const openedFrom = (
  args: OpenCommand['args'],
  call: Call,
  customerId: Ticket['customerId'],
): Extract<TicketFact, { name: 'ticket.opened' }>['data']['ticket'] => ({
  id: args.ticketId,
  kind: args.kind,
  subject: args.subject,
  description: args.description,
  priority: args.priority,
  problemDomain: args.problemDomain,
  product: args.product,
  productVersion: args.productVersion,
  queue: call.queue,
  callId: args.callId,
  customerId,
  callerName: args.callerName,
  callerPhone: args.callerPhone,
  ...(args.company === undefined ? {} : { company: args.company }),
  referral: args.kind === 'referral' ? args.referral : null,
})

/** What a person sees in the fields: a company that nobody wrote is an empty one, so writing it is no conflict. */
const seenFields = (ticket: Ticket): TicketEdit => ({ ...ticket, company: ticket.company ?? '' })

/** The part of `changes` that differs from the ticket, with what stood there before. */
const differing = (ticket: TicketEdit, changes: TicketEdit): { changes: TicketEdit; before: TicketEdit } => {
  const fields = (Object.keys(changes) as (keyof TicketEdit)[]).filter(
    (field) => changes[field] !== undefined && changes[field] !== ticket[field],
  )
  const pick = (source: TicketEdit): TicketEdit => Object.fromEntries(fields.map((field) => [field, source[field]]))
  return { changes: pick(changes), before: pick(ticket) }
}

/** The fields in which somebody else has written something since the person looked. */
const conflictsOf = (ticket: TicketEdit, changes: TicketEdit, before: TicketEdit): string[] =>
  (Object.keys(changes) as (keyof TicketEdit)[]).filter(
    (field) =>
      changes[field] !== undefined &&
      before[field] !== undefined &&
      ticket[field] !== before[field] &&
      ticket[field] !== changes[field],
  )

/** The first work on a new ticket takes it. */
const starting = (state: Ticket, context: Context): TicketFact[] =>
  state.status === 'new' ? [{ name: 'ticket.taken', data: { by: actorId(context.actor) } }] : []

/**
 * A name is no proof: it gives the case a file and a history, never more help than the call allowed. A customer
 * known from code or number stays.
 */
const decideAttachCustomer = (
  state: Ticket,
  { customerId, reason }: AttachCommand['args'],
  context: Context,
): Decision<TicketFact> => {
  if (state.customerId === customerId) return accept()
  if (state.customerId !== null && state.customerReason === undefined) return reject('ticketCustomerKnown')
  if (context.read('customer', customerId) === null) return reject('notFound')
  return accept(...starting(state, context), {
    name: 'ticket.customerAttached',
    data: { customerId, reason, before: state.customerId },
  })
}

/** The rules of a ticket; see the drawing at `ticketSchema`. */
export const decideTicket = (state: Ticket | null, command: TicketCommand, context: Context): Decision<TicketFact> => {
  if (command.name === 'ticket.open') return decideOpen(state, command, context)
  if (state === null) return reject('notFound')
  switch (command.name) {
    case 'ticket.systemNumber':
      return state.number === null
        ? accept({ name: 'ticket.numbered', data: { number: command.args.number } })
        : accept()
    case 'ticket.note':
      return accept(...(isTicketOpen(state) ? starting(state, context) : []), {
        name: 'ticket.noted',
        data: { text: command.args.text },
      })
    case 'ticket.attach':
      // Photographs and hours of a visit belong to the ticket, whatever its status when they arrive.
      if ((state.attachments ?? []).some(({ hash }) => hash === command.args.file.hash)) return accept()
      return (state.attachments ?? []).length >= maxAttachments
        ? reject('tooManyFiles', { limit: String(maxAttachments) })
        : accept(...(isTicketOpen(state) ? starting(state, context) : []), {
            name: 'ticket.attached',
            data: { file: command.args.file },
          })
    case 'ticket.systemFileStored': {
      const attached = (state.attachments ?? []).find(({ hash }) => hash === command.args.hash)
      if (attached === undefined) return reject('notFound')
      return attached.isStored ? accept() : accept({ name: 'ticket.fileStored', data: { hash: command.args.hash } })
    }
    case 'ticket.logTime': {
      const { minutes, work, note } = command.args
      return accept(...(isTicketOpen(state) ? starting(state, context) : []), {
        name: 'ticket.timeLogged',
        data: { minutes, work, note },
      })
    }
    case 'ticket.systemBreach':
      return isTicketOpen(state) && (state.breachedAt ?? null) === null
        ? accept({ name: 'ticket.breached', data: { dueAt: command.args.dueAt } })
        : accept()
    case 'ticket.reopen':
      return isTicketOpen(state)
        ? reject('ticketNotClosed')
        : accept({ name: 'ticket.reopened', data: { reason: command.args.reason } })
    case 'ticket.close':
      if (state.status === 'closed') return accept()
      return state.status === 'solved' ? accept({ name: 'ticket.closed', data: {} }) : reject('ticketNotSolved')
    case 'ticket.attachCustomer':
    case 'ticket.take':
    case 'ticket.edit':
    case 'ticket.wait':
    case 'ticket.resume':
    case 'ticket.linkArticle':
    case 'ticket.solve':
      break
  }
  if (state.status === 'closed') return reject('ticketClosed')
  switch (command.name) {
    case 'ticket.attachCustomer':
      return decideAttachCustomer(state, command.args, context)
    case 'ticket.take': {
      const by = actorId(context.actor)
      return state.ownerId === by && state.status !== 'new' ? accept() : accept({ name: 'ticket.taken', data: { by } })
    }
    case 'ticket.edit': {
      const seen = seenFields(state)
      const difference = differing(seen, command.args.changes)
      // Two people who wrote the same agree.
      if (Object.keys(difference.changes).length === 0)
        return command.args.before === undefined ? reject('nothingChanged') : accept()
      const conflicts = conflictsOf(seen, command.args.changes, command.args.before ?? {})
      if (conflicts.length > 0) return reject('editConflict', { fields: conflicts.join(', ') })
      return accept(...starting(state, context), { name: 'ticket.edited', data: difference })
    }
    case 'ticket.wait': {
      const { waitingFor } = command.args
      if (!isTicketOpen(state)) return reject('ticketNotOpen')
      return state.waitingFor === waitingFor
        ? accept()
        : accept(...starting(state, context), { name: 'ticket.waited', data: { waitingFor } })
    }
    case 'ticket.resume':
      return (state.waitingFor ?? null) === null ? accept() : accept({ name: 'ticket.resumed', data: {} })
    case 'ticket.linkArticle': {
      const { articleId, isSolution } = command.args
      const linked = state.articles.find((link) => link.articleId === articleId)
      if (linked !== undefined && (linked.isSolution || !isSolution)) return accept()
      if (context.read('article', articleId) === null) return reject('notFound')
      return accept(...starting(state, context), { name: 'ticket.articleLinked', data: { articleId, isSolution } })
    }
    case 'ticket.solve': {
      const hasSolution = command.args.solution.trim() !== '' || state.articles.some((link) => link.isSolution)
      if (!hasSolution) return reject('ticketSolutionMissing')
      // If two people solve it, the second one is asked; the same words twice are the same act.
      if (state.status === 'solved')
        return state.solution === command.args.solution ? accept() : reject('ticketAlreadySolved')
      return accept(...starting(state, context), { name: 'ticket.solved', data: { solution: command.args.solution } })
    }
  }
}
