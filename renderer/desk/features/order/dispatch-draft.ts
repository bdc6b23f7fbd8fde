import type { Customer } from '#shared/domain/customer'
import type { Ticket } from '#shared/domain/ticket'
import type { OrderCandidate } from '#shared/ipc/order-views'
import type { DispatchDraft } from './order-store'

/** @returns what a dispatch begins with: who called, where the customer is; the number is shown by an act of its own */
export const freshDispatch = (
  ticket: Pick<Ticket, 'callerName'>,
  customer: Pick<Customer, 'sites'> | null,
): DispatchDraft => ({
  organisationId: null,
  contactName: ticket.callerName,
  contactPhone: '',
  address: customer?.sites[0]?.address ?? '',
  note: '',
  bring: '',
  isConfirmed: false,
})

export type DispatchFaults = {
  organisation: 'noOrganisation' | 'notActive' | null
  contactName: 'noContact' | null
  contactPhone: 'noPhone' | null
  confirmed: 'notConfirmed' | null
}

/** @param candidates those that may be asked now; one may have been closed since it was chosen */
export const dispatchFaults = (draft: DispatchDraft, candidates: readonly OrderCandidate[]): DispatchFaults => {
  const chosen = candidates.find(({ organisation }) => organisation.id === draft.organisationId)
  const isActive = chosen !== undefined && (chosen.organisation.state ?? 'active') === 'active'
  return {
    organisation: chosen === undefined ? 'noOrganisation' : isActive ? null : 'notActive',
    contactName: draft.contactName.trim() === '' ? 'noContact' : null,
    contactPhone: draft.contactPhone.trim() === '' ? 'noPhone' : null,
    confirmed: draft.isConfirmed ? null : 'notConfirmed',
  }
}
export const hasFaults = (faults: DispatchFaults): boolean => Object.values(faults).some((fault) => fault !== null)
