import { ticketCommands } from '#shared/domain/ticket-commands'

/** A customer being looked for by name, and why it is they. Kept until it is sent. */
export type AttachDraft = {
  search: string
  customer: { id: string; name: string; region: string } | null
  reason: string
}

/** @param company what the caller called their company: the first thing to look for */
export const freshAttach = (company: string): AttachDraft => ({ search: company, customer: null, reason: '' })

const { reason: reasonRule } = ticketCommands['ticket.attachCustomer'].args.shape

/**
 * What stands in the way of sending, by what it is about; each the key of its sentence under `ticket:attach`.
 * @param attachedId the customer that the ticket is attached to now
 */
export const attachFaults = (
  { customer, reason }: AttachDraft,
  attachedId: string | null,
): { customer: 'choose' | 'same' | null; reason: 'tooShort' | null } => ({
  customer: customer === null ? 'choose' : customer.id === attachedId ? 'same' : null,
  reason: reasonRule.safeParse(reason).success ? null : 'tooShort',
})
