import { createStore } from 'zustand/vanilla'
import type { VaultState } from '#shared/ipc/contract'
import type { Failure } from '#shared/result'
import { call, listen } from '../../bridge/client'
import { toastFailure } from '../../../shared/ui'

export const vaultStore = createStore<VaultState>(() => ({ phase: 'opening' }))

const show = (vault: VaultState): void => {
  vaultStore.setState(vault, true)
}

/** Reads whether the local data is open and follows it. @returns a function that stops following. */
export const startVault = (): (() => void) => {
  const stop = listen('vault.changed', show)
  void call('vault.read', null).then((result) => {
    if (result.ok) show(result.value)
    else show({ phase: 'failed', failure: result.failure, canSetAside: false })
  })
  return stop
}

/** Opens the local data, or makes it with a first passphrase. @returns why not, or null. */
export const unlock = async (passphrase: string): Promise<Failure | null> => {
  const result = await call('vault.unlock', { passphrase })
  if (!result.ok) return result.failure
  show(result.value)
  return null
}

/** Puts the closed data aside (nothing is deleted) and starts with a new copy from the server. */
export const setAside = async (): Promise<void> => {
  const result = await call('vault.setAside', null)
  if (result.ok) show(result.value)
  else toastFailure(result.failure)
}
