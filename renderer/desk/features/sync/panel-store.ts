import { createRunAgain } from '#shared/async/run-again'
import type { OutboxItem } from '#shared/ipc/replica-views'
import { call } from '../../bridge/client'
import { dismissToast } from '../../../shared/ui'
import { createPersonStore } from '../../bridge/person-store'

type PanelState = {
  outbox: OutboxItem[]
  isPanelOpen: boolean
  /** The toast after an interruption; opening the panel dismisses it. */
  returnedToast: number | null
}

const closed: PanelState = { outbox: [], isPanelOpen: false, returnedToast: null }
export const panelStore = createPersonStore<PanelState>(() => closed)

export const { ask: readOutbox } = createRunAgain(async () => {
  const result = await call('sync.listOutbox', null)
  if (result.ok) panelStore.setState({ outbox: result.value })
})

export const openPanel = (): void => {
  const { returnedToast } = panelStore.getState()
  if (returnedToast !== null) dismissToast(returnedToast)
  panelStore.setState({ isPanelOpen: true, returnedToast: null })
  void readOutbox()
}
export const closePanel = (): void => {
  panelStore.setState({ isPanelOpen: false })
}
/** Clears everything of the last person after signing out. */
export const forgetPanel = (): void => {
  panelStore.setState(closed)
}
