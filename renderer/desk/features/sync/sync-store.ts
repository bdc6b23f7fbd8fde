import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { CommandId } from '#shared/ids'
import type { AttentionItem, OutboxItem, SyncStatus } from '#shared/ipc/replica-views'
import { call, listen } from '../../bridge/client'
import { clearToasts, correctClock, dismissToast, toastFailure } from '../../../shared/ui'
import { groupAttention } from './attention-groups'
import { followAway, type Away } from './coming-back'
import { followNetwork } from './network'
import { sayReturned } from './say-returned'

export type SyncPhase = { phase: 'unknown' } | { phase: 'known'; status: SyncStatus }

type SyncState = {
  sync: SyncPhase
  attention: AttentionItem[]
  outbox: OutboxItem[]
  isPanelOpen: boolean
  /** The refused commands whose screen is open; empty where none is. */
  openConflict: readonly CommandId[]
  /** The system says that the network is gone; until the heartbeat has decided, `live` is not claimed. */
  isDoubted: boolean
  /** The most bytes that were left to send since files began to go out: the whole of the bar. */
  uploadBytes: number
}

export const syncStore = createStore<SyncState>(() => ({
  sync: { phase: 'unknown' },
  attention: [],
  outbox: [],
  isPanelOpen: false,
  openConflict: [],
  isDoubted: false,
  uploadBytes: 0,
}))

/** Asks once more after an answer if it was wished for meanwhile, however often. */
const latest = (ask: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | null = null
  let isWanted = false
  // A function: the compiler takes a variable to stay as it was, and it is changed from outside in between.
  const isWishedFor = (): boolean => isWanted
  const run = async (): Promise<void> => {
    do {
      isWanted = false
      await ask()
    } while (isWishedFor())
    running = null
  }
  return () => {
    isWanted = true
    running ??= run()
    return running
  }
}

const readAttention = latest(async () => {
  const result = await call('sync.listAttention', null)
  if (result.ok) syncStore.setState({ attention: result.value })
})

const readOutbox = latest(async () => {
  const result = await call('sync.listOutbox', null)
  if (result.ok) syncStore.setState({ outbox: result.value })
})

let away: Away = { phase: 'here' }
let returned: number | null = null

const show = (status: SyncStatus): void => {
  const { leftBytes } = status.uploads
  correctClock(status.clockOffsetMs)
  syncStore.setState(({ uploadBytes, isDoubted }) => ({
    sync: { phase: 'known', status },
    uploadBytes: leftBytes === 0 ? 0 : Math.max(uploadBytes, leftBytes),
    isDoubted: isDoubted && status.connection === 'live',
  }))
  const { attention, isPanelOpen } = syncStore.getState()
  const isAttentionOld = status.attention !== attention.length
  if (isPanelOpen) void readOutbox()
  const next = followAway(away, status)
  away = next.away
  const { sent } = next
  if (sent !== null)
    void readAttention().then(() => {
      returned = sayReturned(sent, groupAttention(syncStore.getState().attention).length, openPanel)
    })
  else if (isAttentionOld) void readAttention()
}

/** Follows the connection, and the network under it. @returns a function that stops following. */
export const startSync = (): (() => void) => {
  const stops = [
    listen('sync.changed', show),
    listen('replica.changed', ({ changed }) => {
      const { attention } = syncStore.getState()
      if (attention.some((item) => changed.some(({ id }) => id === item.entityId))) void readAttention()
    }),
    followNetwork({
      isLive: () => {
        const { sync } = syncStore.getState()
        return sync.phase === 'known' && sync.status.connection === 'live'
      },
      doubt: (isDoubted) => {
        syncStore.setState({ isDoubted })
      },
      reconnect: () => {
        void call('sync.reconnect', null)
      },
    }),
  ]
  void call('sync.read', null).then((result) => {
    if (result.ok) show(result.value)
  })
  return () => {
    for (const stop of stops) stop()
    away = { phase: 'here' }
    returned = null
    clearToasts()
    syncStore.setState({ attention: [], outbox: [], isPanelOpen: false, openConflict: [], isDoubted: false })
  }
}

export const openPanel = (): void => {
  syncStore.setState({ isPanelOpen: true })
  if (returned !== null) dismissToast(returned)
  returned = null
  void readOutbox()
}
export const closePanel = (): void => {
  syncStore.setState({ isPanelOpen: false })
}

/** Shows both versions of a refused act, in front of the desk. */
export const openConflict = (commandIds: readonly CommandId[]): void => {
  syncStore.setState({ openConflict: commandIds, isPanelOpen: false })
}
/** Back to the list while something is left on it. */
export const closeConflict = (): void => {
  syncStore.setState({ openConflict: [] })
  if (syncStore.getState().attention.length > 0) openPanel()
}

/** @returns whether all of them are let go */
export const dismissAttention = async (commandIds: readonly CommandId[]): Promise<boolean> => {
  const results = await Promise.all(commandIds.map((commandId) => call('sync.dismissAttention', { commandId })))
  const failed = results.find((result) => !result.ok)
  if (failed !== undefined) toastFailure(failed.failure)
  await readAttention()
  return failed === undefined
}

/**
 * Puts another command in the place of refused ones.
 * @returns whether the rules took it; the sentence of a refusal is shown
 */
export const resolveAttention = async (
  [first, ...others]: readonly CommandId[],
  name: string,
  args: Record<string, unknown>,
): Promise<boolean> => {
  if (first === undefined) return false
  const result = await call('sync.resolveAttention', { commandId: first, name, args })
  if (!result.ok) {
    toastFailure(result.failure)
    await readAttention()
    return false
  }
  return dismissAttention(others)
}

export const reconnect = async (): Promise<void> => {
  const result = await call('sync.reconnect', null)
  if (!result.ok) toastFailure(result.failure)
}

export const useSync = (): SyncStatus | null =>
  useStore(syncStore, ({ sync }) => (sync.phase === 'known' ? sync.status : null))
