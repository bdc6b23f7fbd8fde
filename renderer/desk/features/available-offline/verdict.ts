import type { AvailableOffline, SyncStatus } from '#shared/ipc/replica-views'

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
