import type { CommandArgs } from '#shared/domain/commands'
import { missingReferralFacts } from '#shared/domain/ticket-open'
import type { TicketView } from '#shared/ipc/replica-views'

/** The facts of a referral while they are written; plain text, so that nothing typed is rejected while typing. */
export type ReferralDraft = {
  name: string
  company: string
  phone: string
  product: string
  version: string
  organisationId: string
}
export type ReferralField = keyof ReferralDraft

/** What is known from a ticket: its own referral, or its caller and customer. */
export const prefilledReferral = (
  { ticket, customer }: TicketView,
  ownOrganisationId: string | null,
): ReferralDraft => {
  const { referral } = ticket
  return {
    name: referral?.name ?? ticket.callerName,
    company: referral?.company ?? customer?.name ?? ticket.company ?? '',
    phone: referral?.phone ?? ticket.callerPhone,
    product: referral?.product ?? ticket.product,
    version: referral?.version ?? ticket.productVersion,
    organisationId: ownOrganisationId ?? referral?.organisationId ?? customer?.organisationId ?? '',
  }
}

/** The facts that are still needed, in the order in which they stand on the form. */
export const missingReferral = (draft: ReferralDraft): ReferralField[] => [
  ...(missingReferralFacts(draft) as ReferralField[]),
  ...(draft.organisationId === '' ? (['organisationId'] as const) : []),
]

/** The brands were lost where the draft became plain text; the rules check every id again. */
export const referralOf = (kind: string, draft: ReferralDraft): CommandArgs<'ticket.openAfter'>['referral'] =>
  kind === 'referral' ? (draft as CommandArgs<'ticket.openAfter'>['referral']) : null
