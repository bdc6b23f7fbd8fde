import { useStore } from 'zustand'
import type { WorkOrderId } from '#shared/ids'
import { createPersonStore } from '../../bridge/person-store'
import type { BookDraft } from './book-draft'

/** What is written to book an order, kept with it until it is sent. */
const bookingStore = createPersonStore<{ drafts: Record<string, BookDraft> }>(() => ({ drafts: {} }))

export const useBookDraft = (orderId: WorkOrderId): BookDraft | null =>
  useStore(bookingStore, ({ drafts }) => drafts[orderId] ?? null)

/** @param draft null once it was sent */
export const writeBookDraft = (orderId: WorkOrderId, draft: BookDraft | null): void => {
  bookingStore.setState(({ drafts: { [orderId]: _before, ...others } }) => ({
    drafts: draft === null ? others : { ...others, [orderId]: draft },
  }))
}
