import type { SyncStatus } from '#shared/ipc/replica-views'
import type { Tone } from '../../../shared/ui'

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
