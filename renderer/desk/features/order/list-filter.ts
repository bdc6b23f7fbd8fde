import type { OrderTask } from '#shared/domain/order-to-do'
import type { OrderFilter } from '#shared/ipc/order-views'
import { createPersonStore } from '../../bridge/person-store'

/** What the list of orders is narrowed to; kept while the same person works here. */
type ListFilter = { view: OrderFilter['view']; task: OrderTask | null }
export const listFilter = createPersonStore<ListFilter>(() => ({ view: 'toDo', task: null }))

export const chooseView = (view: OrderFilter['view']): void => {
  listFilter.setState({ view })
}

/** Narrows the list to a task, or widens it again where it was narrowed to it. */
export const toggleTask = (task: OrderTask): void => {
  listFilter.setState((before) => ({ task: before.task === task ? null : task }))
}
