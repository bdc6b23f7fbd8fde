import type { TicketEdit } from '#shared/domain/ticket-edit'
import type { TimelineEvent } from '#shared/ipc/replica-views'

/** @returns the last event of that name that the server has; null where there is none */
export const lastEventOf = (timeline: readonly TimelineEvent[], name: string): TimelineEvent | null =>
  timeline.findLast((event) => !event.isPending && event.name === name) ?? null

/** @returns the last edit of the field that the server has; null where there was none since the ticket was opened */
export const lastEditOf = (timeline: readonly TimelineEvent[], field: keyof TicketEdit): TimelineEvent | null =>
  lastEventOf(
    timeline.filter(({ data: { changes } }) => typeof changes === 'object' && changes !== null && field in changes),
    'ticket.edited',
  )
