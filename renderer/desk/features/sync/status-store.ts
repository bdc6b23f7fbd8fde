import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { call } from '../../bridge/client'
import { toastFailure } from '../../../shared/ui'

type StatusState = {
  /** Null until the core has said how things stand. */
  status: SyncStatus | null
  /** The system says that the network is gone; until the heartbeat has decided, `live` is not claimed. */
  isUnconfirmed: boolean
  /** The most bytes that were left to send since files began to go out: the whole of the bar. */
  uploadBytes: number
}

export const statusStore = createStore<StatusState>(() => ({ status: null, isUnconfirmed: false, uploadBytes: 0 }))

export const reconnect = async (): Promise<void> => {
  const result = await call('sync.reconnect', null)
  if (!result.ok) toastFailure(result.failure)
}

export const useSync = (): SyncStatus | null => useStore(statusStore, ({ status }) => status)
