import type { Ticket } from '#shared/domain/ticket'
import { issue } from '../../bridge/issue'
import { changeDispatch, type DispatchDraft } from './order-store'

type Called = { ticket: Pick<Ticket, 'id' | 'callerPhone'>; draft: DispatchDraft }

/** Fills in callers' numbers: each is shown to who handles its ticket, recorded each time. */
export const takeCallersPhone = async (those: readonly Called[]): Promise<void> => {
  for (const { ticket, draft } of those) {
    const { ok } = await issue('ticket.revealPhone', { ticketId: ticket.id, phone: 'caller' }, those.length > 1)
    if (ok) changeDispatch(ticket.id, draft, { contactPhone: ticket.callerPhone, isConfirmed: false })
  }
}
