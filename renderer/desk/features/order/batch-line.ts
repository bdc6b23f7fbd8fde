import { within } from '#shared/async/pause'
import type { SyncStatus } from '#shared/ipc/replica-views'
import { call, listen } from '../../bridge/client'
import { issue } from '../../bridge/issue'
import type { BatchLine } from './batch-sending'

/** A server that takes longer than this for a few commands is not waited for: they are in the outbox. */
const patienceMs = 5000

const isConnected = ({ connection }: SyncStatus): boolean => connection === 'live' || connection === 'behind'

const waitForAnswers = async (most: number): Promise<boolean> => {
  let stop = (): void => undefined
  const answered = new Promise<true>((resolve) => {
    const look = (status: SyncStatus): void => {
      if (status.pending <= most || !isConnected(status)) resolve(true)
    }
    stop = listen('sync.changed', look)
    void call('sync.read', null).then((now) => {
      if (now.ok) look(now.value)
      else resolve(true)
    })
  })
  const isAnswered = (await within(patienceMs, answered)) ?? false
  stop()
  return isAnswered
}

/** The desk's own outbox as a batch sees it. */
export const batchLine: BatchLine = {
  offer: (args) => issue('workOrder.offer', args, true),
  waitForAnswers,
  listRefused: async () => {
    const items = await call('sync.listAttention', null)
    return new Map(items.ok ? items.value.map(({ commandId, failure }) => [commandId, failure]) : [])
  },
}
