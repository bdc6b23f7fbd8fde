import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { CommandId } from '#shared/ids'
import type { AttentionItem, SyncStatus } from '#shared/ipc/replica-views'
import { call, listen } from '../../bridge/client'
import { toastFailure } from '../../ui'

export type SyncPhase = { phase: 'unknown' } | { phase: 'known'; status: SyncStatus }

export const syncStore = createStore<{ sync: SyncPhase; attention: AttentionItem[] }>(() => ({ sync: { phase: 'unknown' }, attention: [] }))

const readAttention = async (): Promise<void> => {
  const result = await call('sync.listAttention', null)
  if (result.ok) syncStore.setState({ attention: result.value })
}

const show = (status: SyncStatus): void => {
  syncStore.setState({ sync: { phase: 'known', status } })
  if (status.attention !== syncStore.getState().attention.length) void readAttention()
}

/** Follows the connection. @returns a function that stops following. */
export const startSync = (): (() => void) => {
  const stop = listen('sync.changed', show)
  void call('sync.read', null).then((result) => {
    if (result.ok) show(result.value)
  })
  return stop
}

export const dismissAttention = async (commandId: CommandId): Promise<void> => {
  const result = await call('sync.dismissAttention', { commandId })
  if (!result.ok) toastFailure(result.failure)
  await readAttention()
}

export const reconnect = async (): Promise<void> => {
  const result = await call('sync.reconnect', null)
  if (!result.ok) toastFailure(result.failure)
}

export const useSync = (): SyncStatus | null => useStore(syncStore, ({ sync }) => (sync.phase === 'known' ? sync.status : null))
