import { useStore } from 'zustand'
import type { OrganisationId, TicketId, WorkOrderId } from '#shared/ids'
import { createPersonStore } from '../../bridge/person-store'

/** What is written to dispatch a ticket, kept with it until it is sent. */
export type DispatchDraft = {
  organisationId: OrganisationId | null
  contactName: string
  contactPhone: string
  address: string
  note: string
  bring: string
  /** Contact and address were read back to the customer. */
  isConfirmed: boolean
}
/** What is written for all tickets that are dispatched together: each customer's own organisation, or one for all. */
export type BatchDraft = {
  choice: 'own' | 'one'
  organisationId: OrganisationId | null
  note: string
  bring: string
}
/** What a person does to an order that needs their words. */
export type WordedAct = 'refuse' | 'contact' | 'tryContact' | 'finish' | 'handOn' | 'withdraw'

type OrderState = {
  dispatches: Record<string, DispatchDraft>
  batch: BatchDraft | null
  words: Record<string, string>
}

const orderStore = createPersonStore<OrderState>(() => ({ dispatches: {}, batch: null, words: {} }))

export const useDispatchDraft = (ticketId: TicketId): DispatchDraft | null =>
  useStore(orderStore, ({ dispatches }) => dispatches[ticketId] ?? null)
/** @param draft null once it was sent */
export const writeDispatch = (ticketId: TicketId, draft: DispatchDraft | null): void => {
  orderStore.setState(({ dispatches: { [ticketId]: _before, ...others } }) => ({
    dispatches: draft === null ? others : { ...others, [ticketId]: draft },
  }))
}

/** Of every ticket for which something was written. */
export const useDispatchDrafts = (): Record<string, DispatchDraft> =>
  useStore(orderStore, ({ dispatches }) => dispatches)
/** @param draft null once all were sent */
export const writeBatch = (draft: BatchDraft | null): void => {
  orderStore.setState({ batch: draft })
}
export const useBatchDraft = (): BatchDraft | null => useStore(orderStore, ({ batch }) => batch)
/** Changes a draft as it is by now. @param begun what it begins with, where nothing was written yet */
export const changeDispatch = (ticketId: TicketId, begun: DispatchDraft, changes: Partial<DispatchDraft>): void => {
  orderStore.setState(({ dispatches }) => ({
    dispatches: { ...dispatches, [ticketId]: { ...(dispatches[ticketId] ?? begun), ...changes } },
  }))
}

export const useOrderWords = (orderId: WorkOrderId, act: WordedAct): string =>
  useStore(orderStore, ({ words }) => words[`${orderId} ${act}`] ?? '')
export const writeOrderWords = (orderId: WorkOrderId, act: WordedAct, text: string): void => {
  orderStore.setState(({ words }) => ({ words: { ...words, [`${orderId} ${act}`]: text } }))
}
