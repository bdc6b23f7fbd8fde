import type { TimelineEvent } from '#shared/ipc/replica-views'
import type { TicketEdit } from '#shared/domain/ticket-commands'

/** One field of an edit, before and after. Empty text stands for empty. */
export type FieldChange = { field: keyof TicketEdit; before: string; after: string }

/** What a time-line entry says: the sentence's key under `ticket:event`, what follows it as text, and field changes. */
export type EventSentence = {
  key:
    | 'waited'
    | 'resumed'
    | 'breached'
    | 'attached'
    | 'fileStored'
    | 'timeLogged'
    | 'opened'
    | 'numbered'
    | 'taken'
    | 'edited'
    | 'noted'
    | 'articleLinked'
    | 'articleSolved'
    | 'solved'
    | 'closed'
    | 'reopened'
    | 'customerAttached'
    | 'customerReplaced'
    | 'unknown'
  text: string
  changes: readonly FieldChange[]
  articleId: string | null
  /** The customer that the ticket was attached to, and the one before. */
  customerId: string | null
  customerBefore: string | null
  minutes: number
  work: string
}

const editable: readonly (keyof TicketEdit)[] = [
  'subject',
  'description',
  'priority',
  'problemDomain',
  'product',
  'productVersion',
  'callerName',
  'company',
]

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const changesOf = (data: Record<string, unknown>): FieldChange[] => {
  const after = objectOf(data.changes)
  const before = objectOf(data.before)
  return editable
    .filter((field) => field in after)
    .map((field) => ({ field, before: textOf(before[field]), after: textOf(after[field]) }))
}

/** Any event in words' terms; one that this version does not know is still shown, as unknown. */
export const sentenceOf = ({ name, data }: Pick<TimelineEvent, 'name' | 'data'>): EventSentence => {
  const sentence = (key: EventSentence['key'], text = '', more: Partial<EventSentence> = {}): EventSentence => ({
    key,
    text,
    changes: [],
    articleId: null,
    customerId: null,
    customerBefore: null,
    minutes: 0,
    work: '',
    ...more,
  })
  switch (name) {
    case 'ticket.opened':
      return sentence('opened', textOf(objectOf(data.ticket).description))
    case 'ticket.numbered':
      return sentence('numbered', textOf(data.number))
    case 'ticket.taken':
      return sentence('taken')
    case 'ticket.edited':
      return sentence('edited', '', { changes: changesOf(data) })
    case 'ticket.customerAttached': {
      const before = textOf(data.before) || null
      return sentence(before === null ? 'customerAttached' : 'customerReplaced', textOf(data.reason), {
        customerId: textOf(data.customerId) || null,
        customerBefore: before,
      })
    }
    case 'ticket.noted':
      return sentence('noted', textOf(data.text))
    case 'ticket.articleLinked':
      return sentence(data.isSolution === true ? 'articleSolved' : 'articleLinked', '', {
        articleId: textOf(data.articleId) || null,
      })
    case 'ticket.waited':
      return sentence('waited', textOf(data.waitingFor))
    case 'ticket.resumed':
      return sentence('resumed')
    case 'ticket.breached':
      return sentence('breached')
    case 'ticket.solved':
      return sentence('solved', textOf(data.solution))
    case 'ticket.closed':
      return sentence('closed')
    case 'ticket.reopened':
      return sentence('reopened', textOf(data.reason))
    case 'ticket.attached':
      return sentence('attached', textOf(objectOf(data.file).name))
    case 'ticket.fileStored':
      return sentence('fileStored')
    case 'ticket.timeLogged':
      return sentence('timeLogged', textOf(data.note), {
        minutes: typeof data.minutes === 'number' ? data.minutes : 0,
        work: textOf(data.work),
      })
    default:
      return sentence('unknown', name)
  }
}
