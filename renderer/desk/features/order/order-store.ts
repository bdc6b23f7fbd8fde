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
/** What a person does to an order that needs their words. */
export type WordedAct = 'refuse' | 'contact' | 'tryContact' | 'finish' | 'handOn' | 'withdraw'

type OrderState = { dispatches: Record<string, DispatchDraft>; words: Record<string, string> }

const orderStore = createPersonStore<OrderState>(() => ({ dispatches: {}, words: {} }))

export const useDispatchDraft = (ticketId: TicketId): DispatchDraft | null =>
  useStore(orderStore, ({ dispatches }) => dispatches[ticketId] ?? null)
/** @param draft null once it was sent */
export const writeDispatch = (ticketId: TicketId, draft: DispatchDraft | null): void => {
  orderStore.setState(({ dispatches: { [ticketId]: _before, ...others } }) => ({
    dispatches: draft === null ? others : { ...others, [ticketId]: draft },
  }))
}

export const useOrderWords = (orderId: WorkOrderId, act: WordedAct): string =>
  useStore(orderStore, ({ words }) => words[`${orderId} ${act}`] ?? '')
export const writeOrderWords = (orderId: WorkOrderId, act: WordedAct, text: string): void => {
  orderStore.setState(({ words }) => ({ words: { ...words, [`${orderId} ${act}`]: text } }))
}
