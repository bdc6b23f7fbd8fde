import { useStore } from 'zustand'
import type { CommandArgs } from '#shared/domain/commands'
import type { Person } from '#shared/domain/person'
import type { OriginReason, Priority, TicketKind } from '#shared/domain/ticket'
import { originReasonsFor } from '#shared/domain/ticket-open-after'
import type { ProblemDomain } from '#shared/domain/problem-domain'
import type { TicketId } from '#shared/ids'
import type { TicketView } from '#shared/ipc/replica-views'
import { createPersonStore } from '../../bridge/person-store'
import { missingReferral, prefilledReferral, referralOf, type ReferralDraft } from './referral-draft'

/** A ticket that follows another, while it is written. Kept with the older one until it is opened. */
export type AfterDraft = {
  ticketId: TicketId
  reason: OriginReason
  text: string
  kind: TicketKind
  subject: string
  description: string
  priority: Priority
  problemDomain: ProblemDomain | null
  referral: ReferralDraft
}

const store = createPersonStore<{ drafts: Record<string, AfterDraft> }>(() => ({ drafts: {} }))
export const useAfterDraft = (olderId: string): AfterDraft | null =>
  useStore(store, ({ drafts }) => drafts[olderId] ?? null)
/** @param draft null once it was opened */
export const writeAfter = (olderId: string, draft: AfterDraft | null): void => {
  store.setState(({ drafts }) => ({
    drafts: Object.fromEntries([
      ...Object.entries(drafts).filter(([id]) => id !== olderId),
      ...(draft === null ? [] : [[olderId, draft] as const]),
    ]),
  }))
}

/** The organisation to which somebody of an authorised organisation is bound; null for the vendor's people. */
export const boundTo = (person: Person): string | null =>
  person.organisationKind === 'authorised' ? person.organisationId : null

/** Everything known from the older ticket. An organisation's own people see it only as a referral to themselves. */
export const prefilledAfter = (
  view: TicketView,
  person: Person,
  kinds: readonly TicketKind[],
  ticketId: TicketId,
): AfterDraft => {
  const { ticket } = view
  const wanted = boundTo(person) === null ? ticket.kind : 'referral'
  return {
    ticketId,
    reason: originReasonsFor(person, ticket)[0] ?? 'seenOnSite',
    text: '',
    kind: kinds.includes(wanted) ? wanted : (kinds[0] ?? 'complaint'),
    subject: '',
    description: '',
    priority: 'C',
    problemDomain: ticket.problemDomain,
    referral: prefilledReferral(view, boundTo(person)),
  }
}

/** What is still needed, in the order in which it stands on the form; a referral's facts are named by themselves. */
export const missingAfter = ({ reason, text, subject, kind, referral }: AfterDraft) => ({
  text: reason === 'other' && text.trim() === '',
  subject: subject.trim() === '',
  referral: kind === 'referral' ? missingReferral(referral) : [],
})

/** The command that opens it. */
export const afterArgsOf = (draft: AfterDraft, afterTicketId: TicketId): CommandArgs<'ticket.openAfter'> => ({
  ...draft,
  afterTicketId,
  text: draft.text.trim(),
  referral: referralOf(draft.kind, draft.referral),
})
