import { useStore } from 'zustand'
import { ticketCommands } from '#shared/domain/ticket-commands'
import type { TicketFilter } from '#shared/ipc/contract'
import { createPersonStore } from '../../bridge/person-store'
import type { TicketDraft } from './ticket-draft'

/**
 * One field while somebody types in it. `base` is what stood there when typing began; a change from elsewhere never
 * touches `typed`, it is shown beside it.
 */
export type FieldDraft = { base: string; typed: string }

export type FieldState =
  | { phase: 'resting'; shown: string }
  | { phase: 'typing'; shown: string }
  /** Somebody else changed the same field meanwhile. */
  | { phase: 'contested'; shown: string; theirs: string }

/** @param current what the replica says now; @param draft null where nobody types. */
export const fieldStateOf = (current: string, draft: FieldDraft | null): FieldState => {
  if (draft === null) return { phase: 'resting', shown: current }
  const isMoved = current !== draft.base && current !== draft.typed
  return isMoved ? { phase: 'contested', shown: draft.typed, theirs: current } : { phase: 'typing', shown: draft.typed }
}

export type FieldEnd = { kind: 'write'; text: string } | { kind: 'nothing' } | { kind: 'ask' }

/** What leaving the field means: write it, nothing to write, or the person must choose between two texts first. */
export const endOf = (current: string, draft: FieldDraft, isRequired: boolean): FieldEnd => {
  if (draft.typed === draft.base || draft.typed === current) return { kind: 'nothing' }
  if (isRequired && draft.typed.trim() === '') return { kind: 'nothing' }
  return fieldStateOf(current, draft).phase === 'contested' ? { kind: 'ask' } : { kind: 'write', text: draft.typed }
}

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

export type ListScope = 'work' | 'all'
export type ListSort = NonNullable<TicketFilter['sort']>
export type TicketListView = TicketFilter['view']
/** What is written on a ticket before it is sent: a note, a solution, a reason. */
export type TextKind = 'note' | 'solution' | 'reason' | 'waitingFor'

type TicketState = {
  views: Record<ListScope, TicketListView>
  filters: Record<ListScope, string>
  sorts: Record<ListScope, ListSort>
  /** Tickets being written, by call. */
  drafts: Record<string, TicketDraft>
  /** Fields being typed in, by ticket and field. */
  fields: Record<string, FieldDraft>
  /** Texts not yet sent, by ticket and kind. */
  texts: Record<string, string>
  /** Customers being looked for by name, by ticket. */
  attaches: Record<string, AttachDraft>
}

const fresh = (): TicketState => ({
  views: { work: 'mine', all: 'open' },
  filters: { work: '', all: '' },
  sorts: { work: 'urgency', all: 'urgency' },
  drafts: {},
  fields: {},
  texts: {},
  attaches: {},
})

/** Everything typed lives here, so that going elsewhere loses nothing. */
export const ticketStore = createPersonStore<TicketState>(fresh)

export const chooseListView = (scope: ListScope, view: TicketListView): void => {
  ticketStore.setState(({ views }) => ({ views: { ...views, [scope]: view } }))
}

export const sortList = (scope: ListScope, sort: ListSort): void => {
  ticketStore.setState(({ sorts }) => ({ sorts: { ...sorts, [scope]: sort } }))
}

export const filterList = (scope: ListScope, text: string): void => {
  ticketStore.setState(({ filters }) => ({ filters: { ...filters, [scope]: text } }))
}

const without = <T>(those: Record<string, T>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(those).filter(([other]) => other !== key))

export const writeDraft = (callId: string, draft: TicketDraft | null): void => {
  ticketStore.setState(({ drafts }) => ({
    drafts: draft === null ? without(drafts, callId) : { ...drafts, [callId]: draft },
  }))
}

export const fieldKey = (ticketId: string, field: string): string => `${ticketId} ${field}`

export const writeField = (key: string, draft: FieldDraft | null): void => {
  ticketStore.setState(({ fields }) => ({
    fields: draft === null ? without(fields, key) : { ...fields, [key]: draft },
  }))
}

export const textKey = (ticketId: string, kind: TextKind): string => `${ticketId} ${kind}`

export const writeText = (key: string, text: string): void => {
  ticketStore.setState(({ texts }) => ({ texts: text === '' ? without(texts, key) : { ...texts, [key]: text } }))
}

export const writeAttach = (ticketId: string, draft: AttachDraft | null): void => {
  ticketStore.setState(({ attaches }) => ({
    attaches: draft === null ? without(attaches, ticketId) : { ...attaches, [ticketId]: draft },
  }))
}

export const useDraft = (callId: string): TicketDraft | null =>
  useStore(ticketStore, (state) => state.drafts[callId] ?? null)
export const useFieldDraft = (key: string): FieldDraft | null =>
  useStore(ticketStore, (state) => state.fields[key] ?? null)
export const useText = (key: string): string => useStore(ticketStore, (state) => state.texts[key] ?? '')
export const useAttachDraft = (ticketId: string): AttachDraft | null =>
  useStore(ticketStore, (state) => state.attaches[ticketId] ?? null)
