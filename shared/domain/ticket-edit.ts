import { z } from 'zod'
import { accept, reject, type Decision } from './decision'
import { maxTicketText } from './limits'
import { problemDomainSchema } from './problem-domain'
import { prioritySchema, type Ticket } from './ticket'
import type { TicketFact } from './ticket-events'

export const subjectSchema = z.string().trim().min(1).max(maxTicketText.subject)

/** Fields that are written on a ticket at any time; only those present change. */
export const ticketEditSchema = z.object({
  subject: subjectSchema.optional(),
  description: z.string().max(maxTicketText.description).optional(),
  priority: prioritySchema.optional(),
  problemDomain: problemDomainSchema.nullable().optional(),
  product: z.string().max(maxTicketText.product).optional(),
  productVersion: z.string().max(maxTicketText.productVersion).optional(),
  callerName: z.string().max(maxTicketText.callerName).optional(),
  company: z.string().max(maxTicketText.company).optional(),
})
export type TicketEdit = z.infer<typeof ticketEditSchema>
export type EditField = keyof TicketEdit

/** In the order in which a screen lists them. */
export const editableFields = Object.keys(ticketEditSchema.shape) as EditField[]

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

/**
 * Decides an edit by what the person saw.
 * @param before the values that they saw; absent from consoles older than the conflict screen
 */
export const decideEdit = (ticket: Ticket, changes: TicketEdit, before?: TicketEdit): Decision<TicketFact> => {
  const seen = seenFields(ticket)
  const difference = differing(seen, changes)
  // Two people who wrote the same agree.
  if (Object.keys(difference.changes).length === 0) return before === undefined ? reject('nothingChanged') : accept()
  const conflicts = conflictsOf(seen, changes, before ?? {})
  return conflicts.length > 0
    ? reject('editConflict', { fields: conflicts.join(', ') })
    : accept({ name: 'ticket.edited', data: difference })
}
