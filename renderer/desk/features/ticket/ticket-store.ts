import { useStore } from 'zustand'
import type { TicketFilter } from '#shared/ipc/contract'
import type { AttachDraft } from './attach-draft'
import type { FieldDraft } from './field-draft'
import type { TicketDraft } from './ticket-draft'
import { createPersonStore } from '../../bridge/person-store'

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
