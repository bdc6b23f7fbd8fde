import type { SyncStatus } from '#shared/ipc/replica-views'
import { readMeta } from '../replica/meta'
import { countAttention, countPending } from '../replica/outbox'
import type { OpenCopy } from './open-copy'

/** @returns what the page shows of connection and outbox. @param signedOutSince used where nobody is signed in */
export const readStatus = (copy: OpenCopy | null, signedOutSince: number): SyncStatus => {
  if (copy === null)
    return {
      connection: 'offline',
      since: signedOutSince,
      behind: 0,
      pending: 0,
      attention: 0,
      bootstrap: null,
      uploads: { files: 0, leftBytes: 0 },
      asOf: null,
      clockOffsetMs: null,
      failure: null,
    }
  const {
    replica: { db, clock },
    sync,
    files,
    notice,
  } = copy
  const { connection, behind } = sync.read()
  const filling = readMeta(db, 'bootstrap')
  const isEmpty = readMeta(db, 'cursor') === null
  return {
    connection: connection.phase,
    since: connection.since,
    behind,
    pending: countPending(db),
    attention: countAttention(db),
    bootstrap:
      filling === null ? (isEmpty ? { done: 0, total: 0 } : null) : { done: filling.done, total: filling.total },
    uploads: files.uploads(),
    asOf: readMeta(db, 'asOf'),
    clockOffsetMs: clock.offsetMs(),
    failure: ('failure' in connection ? connection.failure : null) ?? notice ?? files.notice(),
  }
}
