import type { CommandArgs } from '#shared/domain/commands'
import type { BatchTicket, OrderCandidate } from '#shared/ipc/order-views'
import type { OrganisationId, WorkOrderId } from '#shared/ids'
import { dispatchBlock, type DispatchBlock } from './can-dispatch'
import { dispatchFaults, freshDispatch, hasFaults, type DispatchFaults } from './dispatch-draft'
import type { BatchDraft, DispatchDraft } from './order-store'

export const freshBatch: BatchDraft = { choice: 'own', organisationId: null, note: '', bring: '' }

/** What a ticket still needs: facts, the word of the customer, nothing; or it cannot be dispatched at all. */
export const batchNeeds = ['facts', 'confirming', 'nothing', 'another'] as const
export type BatchNeed = (typeof batchNeeds)[number]

export type BatchRow = {
  one: BatchTicket
  draft: DispatchDraft
  /** Its own choice, else what was chosen for all. */
  organisationId: OrganisationId | null
  block: DispatchBlock | 'waiting' | null
  faults: DispatchFaults
  need: BatchNeed
}

/** The organisation that all are given to, or each customer's own. */
const commonChoice = ({ choice, organisationId }: BatchDraft, { customer }: BatchTicket): OrganisationId | null =>
  choice === 'one' ? organisationId : (customer?.organisationId ?? null)

/**
 * How one ticket of a batch stands, by the same rules as a ticket that is dispatched alone.
 * @param written what was typed for it, here or in its own dialog; null: nothing yet
 */
export const batchRowOf = (
  one: BatchTicket,
  written: DispatchDraft | null,
  batch: BatchDraft,
  candidates: readonly OrderCandidate[],
): BatchRow => {
  const draft = written ?? freshDispatch(one.ticket, one.customer)
  const organisationId = draft.organisationId ?? commonChoice(batch, one)
  const block = one.isWaiting ? 'waiting' : dispatchBlock(one.ticket)
  const faults = dispatchFaults({ ...draft, organisationId }, candidates)
  const needsFacts = hasFaults({ ...faults, confirmed: null })
  const need = block !== null ? 'another' : needsFacts ? 'facts' : hasFaults(faults) ? 'confirming' : 'nothing'
  return { one, draft, organisationId, block, faults, need }
}

/** @returns what is sent for a row that needs nothing more; null for every other */
export const offerOf = (
  { one, draft, organisationId, need }: BatchRow,
  { note, bring }: BatchDraft,
  orderId: WorkOrderId,
): CommandArgs<'workOrder.offer'> | null => {
  if (need !== 'nothing' || organisationId === null) return null
  const { contactName, contactPhone, address, isConfirmed } = draft
  return {
    orderId,
    ticketId: one.ticket.id,
    organisationId,
    contactName,
    contactPhone,
    address,
    isConfirmed,
    // What was written for this ticket alone is nearer than what was written for all.
    note: draft.note.trim() === '' ? note : draft.note,
    bring: draft.bring.trim() === '' ? bring : draft.bring,
  }
}
