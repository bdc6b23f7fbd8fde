import i18next from 'i18next'
import type { TicketRow } from '#shared/ipc/replica-views'
import { toast, toastFailure } from '../../../shared/ui'
import { call } from '../../bridge/client'
import { goTo, placeStore } from '../../navigation/place-store'
import { requestCodeOf } from '../remote'

/** Nobody has more of their own at once. */
const maxOwn = 1000

/** @returns the ticket on screen where it is not closed, else the person's own that was opened last, null for none */
export const practiceTicket = (
  shown: Pick<TicketRow, 'id' | 'number' | 'status'> | null,
  own: readonly TicketRow[],
): Pick<TicketRow, 'id' | 'number'> | null =>
  shown !== null && shown.status !== 'closed'
    ? shown
    : own.reduce<TicketRow | null>((last, row) => (last === null || row.openedAt > last.openedAt ? row : last), null)

const shownTicket = async () => {
  const { place } = placeStore.getState()
  const read = place.kind === 'ticket' ? await call('ticket.read', { ticketId: place.id }) : null
  return read?.ok === true ? read.value.ticket : null
}

/** Asks for a code without a call, at a ticket of the demo data, and goes there. */
export const startRemotePractice = async (): Promise<void> => {
  const own = await call('ticket.list', { view: 'mine', text: '', limit: maxOwn })
  if (!own.ok) {
    toastFailure(own.failure)
    return
  }
  const ticket = practiceTicket(await shownTicket(), own.value)
  if (ticket === null) {
    toast({ tone: 'info', text: i18next.t('practice:remote.noTicket') })
    return
  }
  goTo({ kind: 'ticket', id: ticket.id })
  requestCodeOf(ticket)
}
