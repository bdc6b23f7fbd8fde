import { isColleagueCall } from '#shared/domain/call'
import type { OwnPhase } from '#shared/domain/call-desk'
import type { CallView, TicketRow } from '#shared/ipc/replica-views'
import { goTo } from '../../navigation/place-store'
import { requestCodeOf, wantCode } from '../remote'
import { showNewTicket } from './call-store'

/** Whether a customer is on the line, or was just now, who could show their screen. */
export const hasCustomerOnLine = ({ call }: Pick<CallView, 'call'>, phase: OwnPhase | null): boolean =>
  phase !== null && phase !== 'ringing' && !isColleagueCall(call)

/** The ticket of a call that its consent belongs to: the one opened last that is not closed. */
export const remoteTicketOf = ({ tickets }: Pick<CallView, 'tickets'>): TicketRow | null =>
  tickets
    .filter(({ status }) => status !== 'closed')
    .reduce<TicketRow | null>((last, row) => (last === null || row.openedAt > last.openedAt ? row : last), null)

/** Asks for the code of the call's ticket and goes there; without a ticket that is opened first. */
export const startRemote = (view: CallView): void => {
  const ticket = remoteTicketOf(view)
  if (ticket === null) {
    wantCode(view.call.id)
    showNewTicket(view.call.id)
    return
  }
  goTo({ kind: 'ticket', id: ticket.id })
  requestCodeOf(ticket)
}
