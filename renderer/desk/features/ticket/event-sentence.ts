import type { TimelineEvent } from '#shared/ipc/replica-views'
import { editableFields, type TicketEdit } from '#shared/domain/ticket-edit'
import { longRemoteMs } from '#shared/domain/remote-session'
import { queueSchema } from '#shared/domain/queue'
import { originReasonSchema, ticketKindSchema, workKindSchema } from '#shared/domain/ticket'
import { minuteMs } from '#shared/domain/time'
import { ticketEvents, type TicketFact } from '#shared/domain/ticket-events'
import { workOrderEvents } from '#shared/domain/work-order-events'

/** One field of an edit, before and after. Empty text stands for empty. */
export type FieldChange = { field: keyof TicketEdit; before: string; after: string }

/** What a time-line entry says: the sentence's key under `ticket:event`, what follows it as text, and field changes. */
export type EventSentence = {
  key: string
  text: string
  changes: readonly FieldChange[]
  articleId: string | null
  /** The customer that the ticket was attached to, and the one before. */
  customerId: string | null
  customerBefore: string | null
  /** The organisation of an order, and who was chosen to go. */
  organisationId: string | null
  consultantId: string | null
  /** Between whom it went, and the queue that it went to; '' where it was given to somebody. */
  fromPersonId: string | null
  toPersonId: string | null
  queue: string
  /** The other ticket of two that follow each other, and why there are two. */
  linkedTicketId: string | null
  originReason: string
  /** What was booked. */
  appointment: { from: number; to: number } | null
  kindBefore: string
  kind: string
  minutes: number
  work: string
}

type Data = Record<string, unknown>
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)
const idOf = (value: unknown): string | null => textOf(value) || null
const objectOf = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {})

const changesOf = (data: Data): FieldChange[] => {
  const after = objectOf(data.changes)
  const before = objectOf(data.before)
  return editableFields
    .filter((field) => field in after)
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
}

/** What happened to an order, each with its sentence; what only a newer version knows has a general one. */
const orderKey = (happened: string): string => {
  const isKnownHere =
    Object.hasOwn(workOrderEvents.begin, `workOrder.${happened}`) ||
    Object.hasOwn(workOrderEvents.change, `workOrder.${happened}`)
  return isKnownHere ? `order${happened.charAt(0).toUpperCase()}${happened.slice(1)}` : 'orderMoved'
}

const appointmentOf = (value: unknown): EventSentence['appointment'] => {
  const { from, to } = objectOf(value)
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : null
}

/** A reason that only a newer version knows is some other one. */
const originReasonOf = (value: unknown): string => originReasonSchema.safeParse(value).data ?? 'other'

/** The events whose sentence is more than their name and the text that somebody wrote. */
const details: { [N in TicketFact['name']]?: (data: Data) => Partial<EventSentence> } = {
  'ticket.opened': ({ ticket }) => {
    const { description, origin } = objectOf(ticket)
    const { afterTicketId, reason } = objectOf(origin)
    return {
      text: textOf(description),
      ...(origin === undefined
        ? {}
        : { key: 'openedAfter', linkedTicketId: idOf(afterTicketId), originReason: originReasonOf(reason) }),
    }
  },
  'ticket.followed': ({ followerId, reason }) => ({
    text: '',
    linkedTicketId: idOf(followerId),
    originReason: originReasonOf(reason),
  }),
  'ticket.assigned': ({ from, to, toQueue }) => ({
    key: `${idOf(to) === null ? 'queued' : 'assigned'}${idOf(from) === null ? '' : 'From'}`,
    fromPersonId: idOf(from),
    toPersonId: idOf(to),
    queue: idOf(to) === null ? (queueSchema.safeParse(toQueue).data ?? '') : '',
  }),
  'ticket.kindChanged': ({ from, to }) => ({
    kindBefore: ticketKindSchema.safeParse(from).data ?? 'business',
    kind: ticketKindSchema.safeParse(to).data ?? 'business',
  }),
  'ticket.edited': (data) => ({ changes: changesOf(data) }),
  'ticket.customerAttached': ({ customerId, before }) => ({
    key: idOf(before) === null ? 'customerAttached' : 'customerReplaced',
    customerId: idOf(customerId),
    customerBefore: idOf(before),
  }),
  'ticket.articleLinked': ({ articleId, isSolution }) => ({
    key: isSolution === true ? 'articleSolved' : 'articleLinked',
    articleId: idOf(articleId),
  }),
  'ticket.attached': ({ file }) => ({ text: textOf(objectOf(file).name) }),
  'ticket.remoteHelped': ({ minutes }) => ({
    key: numberOf(minutes) * minuteMs > longRemoteMs ? 'remoteHelpedLong' : 'remoteHelped',
    minutes: numberOf(minutes),
  }),
  'ticket.orderMoved': ({ happened, organisationId, consultantId, text, appointment }) => ({
    appointment: appointmentOf(appointment),
    key: orderKey(textOf(happened)),
    text: textOf(text),
    organisationId: idOf(organisationId),
    consultantId: idOf(consultantId),
  }),
  'ticket.timeLogged': ({ minutes, work }) => ({
    minutes: numberOf(minutes),
    work: workKindSchema.safeParse(work).data ?? '',
  }),
}

/** The fields of events in which somebody's own words stand. */
const written = ({ text, solution, reason, waitingFor, note, number }: Data): string =>
  textOf(text ?? solution ?? reason ?? waitingFor ?? note ?? number)

const isKnown = (name: string): name is TicketFact['name'] =>
  Object.hasOwn(ticketEvents.begin, name) || Object.hasOwn(ticketEvents.change, name)

/** Any event in words' terms; one that this version does not know is still shown, as unknown. */
export const sentenceOf = ({ name, data }: Pick<TimelineEvent, 'name' | 'data'>): EventSentence => ({
  key: isKnown(name) ? name.slice('ticket.'.length) : 'unknown',
  text: isKnown(name) ? written(data) : name,
  changes: [],
  articleId: null,
  customerId: null,
  customerBefore: null,
  organisationId: null,
  consultantId: null,
  appointment: null,
  fromPersonId: null,
  toPersonId: null,
  queue: '',
  linkedTicketId: null,
  originReason: '',
  kindBefore: '',
  kind: '',
  minutes: 0,
  work: '',
  ...(isKnown(name) ? details[name]?.(data) : {}),
})
