import { z } from 'zod'
import { callOtherEnd } from '#shared/domain/call'
import { normalisePhoneNumber } from '#shared/domain/phone-number'
import { comparable } from '#shared/text/comparable'
import type { CommandArgs } from '#shared/domain/commands'
import type { Organisation } from '#shared/domain/organisation'
import { prioritySchema, ticketKindSchema, type TicketKind } from '#shared/domain/ticket'
import { missingReferralFacts } from '#shared/domain/ticket-open'
import { problemDomainSchema } from '#shared/domain/problem-domain'
import type { TicketId } from '#shared/ids'
import type { CallView } from '#shared/ipc/replica-views'

/** A ticket being written during a call. Everything is plain text, so that nothing typed is rejected while typing. */
export const ticketDraftSchema = z.object({
  ticketId: z.string(),
  kind: ticketKindSchema,
  subject: z.string(),
  description: z.string(),
  priority: prioritySchema,
  problemDomain: problemDomainSchema.nullable(),
  product: z.string(),
  productVersion: z.string(),
  callerName: z.string(),
  callerPhone: z.string(),
  company: z.string(),
  organisationId: z.string(),
})
export type TicketDraft = z.infer<typeof ticketDraftSchema>

const firstKind = (kinds: readonly TicketKind[], view: CallView): TicketKind => {
  if (view.call.menuPath === '4' || view.call.queue === 'complaint') return 'complaint'
  return kinds[0] ?? 'complaint'
}

/** The name of the contact who has the caller's number, where exactly one does. */
const callerNameOf = ({ call, customer }: CallView): string => {
  const number = callOtherEnd(call)
  const those =
    customer?.customer.contacts.filter(
      (contact) => number !== null && contact.phones.some((phone) => normalisePhoneNumber(phone) === number),
    ) ?? []
  return those.length === 1 ? (those[0]?.name ?? '') : ''
}

/** Everything known from the call, so that only what happened has to be typed. */
export const prefilledDraft = (view: CallView, kinds: readonly TicketKind[], ticketId: TicketId): TicketDraft => {
  const customer = view.customer?.customer
  const product = customer?.products[0]
  return {
    ticketId,
    kind: firstKind(kinds, view),
    subject: '',
    description: '',
    priority: 'C',
    problemDomain: view.call.problemDomain,
    product: product?.product ?? '',
    productVersion: product?.version ?? '',
    callerName: callerNameOf(view),
    callerPhone: callOtherEnd(view.call) ?? '',
    company: customer?.name ?? '',
    organisationId: customer?.organisationId ?? '',
  }
}

export type DraftField =
  'subject' | 'callerName' | 'company' | 'callerPhone' | 'product' | 'productVersion' | 'organisationId'

const referralFields: Record<string, DraftField> = {
  name: 'callerName',
  company: 'company',
  phone: 'callerPhone',
  product: 'product',
  version: 'productVersion',
}

/** The fields that are still needed before the draft may be opened, in the order they stand on the form. */
export const missingFields = (draft: TicketDraft): DraftField[] => {
  const missing: DraftField[] = draft.subject.trim() === '' ? ['subject'] : []
  if (draft.kind !== 'referral') return missing
  const facts = {
    name: draft.callerName,
    company: draft.company,
    phone: draft.callerPhone,
    product: draft.product,
    version: draft.productVersion,
  }
  for (const fact of missingReferralFacts(facts)) {
    const field = referralFields[fact]
    if (field !== undefined) missing.push(field)
  }
  return draft.organisationId === '' ? [...missing, 'organisationId'] : missing
}

/** The command that opens the draft as a ticket. A company that is in the customer's file is left out. */
export const openArgsOf = (draft: TicketDraft, view: CallView): CommandArgs<'ticket.open'> => {
  const { company, organisationId, ...shared } = draft
  const own = company.trim()
  const isLeftOut = own === '' || own === view.customer?.customer.name
  const referral =
    draft.kind !== 'referral'
      ? null
      : {
          name: draft.callerName,
          company,
          phone: draft.callerPhone,
          product: draft.product,
          version: draft.productVersion,
          organisationId,
        }
  // The brands were lost where the draft became plain text; the rules check every id again.
  return {
    ...shared,
    ...(isLeftOut ? {} : { company: own }),
    callId: view.call.id,
    referral,
  } as CommandArgs<'ticket.open'>
}

/** Whether one of two regions lies in the other, such as 北京 in 华北（北京）. */
export const isNear = (one: string, other: string): boolean => {
  const [a, b] = [comparable(one), comparable(other)]
  return b !== '' && (a.includes(b) || b.includes(a))
}

/** The authorised organisations, those of the caller's own organisation and region first. */
export const organisationsFor = (
  organisations: readonly Organisation[],
  region: string,
  ownId: string,
): Organisation[] => {
  const nearness = (organisation: Organisation): number => {
    if (organisation.id === ownId) return 0
    return isNear(organisation.region, region) ? 1 : 2
  }
  return organisations
    .filter((organisation) => organisation.kind === 'authorised')
    .sort((a, b) => nearness(a) - nearness(b) || a.name.localeCompare(b.name, 'zh-CN'))
}
