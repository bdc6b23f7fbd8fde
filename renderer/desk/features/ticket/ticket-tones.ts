import type { Priority, TicketStatus } from '#shared/domain/ticket'
import type { Tone } from '../../../shared/ui'

export const statusTones = {
  new: 'info',
  inProgress: 'info',
  solved: 'success',
  closed: 'neutral',
} as const satisfies Record<TicketStatus, Tone>
export const priorityTones = { A: 'danger', B: 'warning', C: 'neutral' } as const satisfies Record<Priority, Tone>
