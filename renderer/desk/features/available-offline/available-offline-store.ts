import type { AvailableOffline, SyncStatus } from '#shared/ipc/replica-views'
import type { Failure, Result } from '#shared/result'
import { call, listen } from '../../bridge/client'
import { createPersonStore } from '../../bridge/person-store'

/** Whether everything is available offline; else the most serious thing that is missing. */
export type Verdict = {
  key: 'filling' | 'behind' | 'files' | 'ready'
  tone: 'warning' | 'success'
  files: number
  bytes: number
}

export const missingBytes = ({ tickets }: Pick<AvailableOffline, 'tickets'>): number =>
  tickets.reduce((sum, ticket) => sum + ticket.missingBytes, 0)
export const missingFiles = ({ tickets }: Pick<AvailableOffline, 'tickets'>): number =>
  tickets.reduce((sum, ticket) => sum + ticket.files - ticket.filesHere, 0)

export const verdictOf = (
  available: AvailableOffline,
  status: Pick<SyncStatus, 'connection' | 'bootstrap'> | null,
): Verdict => {
  const [files, bytes] = [missingFiles(available), missingBytes(available)]
  const because = (key: Verdict['key'], tone: Verdict['tone'] = 'warning'): Verdict => ({ key, tone, files, bytes })
  if (available.asOf === null || (status !== null && status.bootstrap !== null)) return because('filling')
  if (files > 0) return because('files')
  return status?.connection === 'live' ? because('ready', 'success') : because('behind')
}

type State =
  | { phase: 'closed' }
  | { phase: 'reading' }
  | { phase: 'shown'; available: AvailableOffline; failure: Failure | null }
  | { phase: 'failed'; failure: Failure }

export const availableOfflineStore = createPersonStore<{ state: State }>(() => ({ state: { phase: 'closed' } }))

const show = (state: State): void => {
  availableOfflineStore.setState({ state })
}

const take = (result: Result<AvailableOffline>): void => {
  const { state } = availableOfflineStore.getState()
  if (state.phase === 'closed') return
  if (result.ok) show({ phase: 'shown', available: result.value, failure: null })
  else if (state.phase === 'shown') show({ ...state, failure: result.failure })
  else show({ phase: 'failed', failure: result.failure })
}

let stop: (() => void) | null = null

export const openAvailableOffline = (): void => {
  if (availableOfflineStore.getState().state.phase !== 'closed') return
  stop?.()
  show({ phase: 'reading' })
  stop = listen('prefetch.changed', (available) => {
    take({ ok: true, value: available })
  })
  void call('prefetch.read', null).then(take)
}

export const closeAvailableOffline = (): void => {
  stop?.()
  stop = null
  show({ phase: 'closed' })
}

export const startPrefetch = async (): Promise<void> => {
  take(await call('prefetch.start', null))
}
export const cancelPrefetch = async (): Promise<void> => {
  take(await call('prefetch.cancel', null))
}
