import { createStore } from 'zustand/vanilla'
import { useStore } from 'zustand'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { dayMs, hourMs, minuteMs } from '#shared/domain/time'
import { toastFailure, type Tone } from '../../../shared/ui'
import { call } from '../../bridge/client'

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

export type ConnectionWord = {
  key: 'unknown' | 'filling' | 'live' | 'checking' | 'connecting' | 'behind' | 'offline' | 'refused'
  tone: Tone
}

/**
 * The one word for the connection; a first filling outranks being behind, because it says more.
 * @param isUnconfirmed the system says that the network is gone, and the heartbeat has not decided yet
 */
export const connectionWord = (status: SyncStatus | null, isUnconfirmed: boolean): ConnectionWord => {
  if (status === null) return { key: 'unknown', tone: 'neutral' }
  switch (status.connection) {
    case 'refused':
      return { key: 'refused', tone: 'danger' }
    case 'offline':
      return { key: 'offline', tone: 'warning' }
    case 'connecting':
      return { key: 'connecting', tone: 'neutral' }
    case 'behind':
    case 'live':
      break
  }
  if (status.bootstrap !== null) return { key: 'filling', tone: 'info' }
  if (status.connection === 'behind') return { key: 'behind', tone: 'warning' }
  return isUnconfirmed ? { key: 'checking', tone: 'neutral' } : { key: 'live', tone: 'success' }
}

/** A smaller difference of clocks, or delay of a command, is not mentioned. */
export const notableMs = 2 * minuteMs

export type Skew = { isFast: boolean; days: number; hours: number; minutes: number }

/**
 * @param offsetMs server's clock minus this device's
 * @returns how far the device's clock is off; null where it does not matter
 */
export const clockSkew = (offsetMs: number | null): Skew | null => {
  if (offsetMs === null || Math.abs(offsetMs) <= notableMs) return null
  const off = Math.abs(offsetMs)
  return {
    isFast: offsetMs < 0,
    days: Math.floor(off / dayMs),
    hours: Math.floor((off % dayMs) / hourMs),
    minutes: Math.floor((off % hourMs) / minuteMs),
  }
}
