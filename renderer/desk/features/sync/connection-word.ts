import type { SyncStatus } from '#shared/ipc/replica-views'
import type { Tone } from '../../ui'

export type ConnectionWord = { key: 'unknown' | 'filling' | 'live' | 'connecting' | 'behind' | 'offline' | 'refused'; tone: Tone }

/** The one word for the connection; a first filling outranks being behind, because it says more. */
export const connectionWord = (status: SyncStatus | null): ConnectionWord => {
  if (status === null) return { key: 'unknown', tone: 'neutral' }
  switch (status.connection) {
    case 'refused': return { key: 'refused', tone: 'danger' }
    case 'offline': return { key: 'offline', tone: 'warning' }
    case 'connecting': return { key: 'connecting', tone: 'neutral' }
    default: break
  }
  if (status.bootstrap !== null) return { key: 'filling', tone: 'info' }
  return status.connection === 'behind' ? { key: 'behind', tone: 'warning' } : { key: 'live', tone: 'success' }
}
