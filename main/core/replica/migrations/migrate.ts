import { fail } from '#shared/result'
import { DatabaseError, type Database } from '../driver'
import { documents } from './0001-documents'
import { search } from './0002-search'
import { actedAt } from './0003-acted-at'
import { timeLimits } from './0004-time-limits'
import { fewerIndexes } from './0005-fewer-indexes'
import { comparableWords } from './0006-comparable-words'
import { deskCalls } from './0007-desk-calls'
import { ticketCompany } from './0008-ticket-company'
import { newerWords } from './0009-newer-words'
import { remoteRows } from './0010-remote-rows'
import { orderRows } from './0011-order-rows'
import { orderMoved } from './0012-order-moved'
import { timeClocks } from './0013-time-clocks'
import type { Migration } from './migration'

/** Every step, in order; only ever added to. */
export const migrations: readonly Migration[] = [
  documents,
  search,
  actedAt,
  timeLimits,
  fewerIndexes,
  comparableWords,
  deskCalls,
  ticketCompany,
  newerWords,
  remoteRows,
  orderRows,
  orderMoved,
  timeClocks,
]

/**
 * Brings a file to this version's shape.
 * @throws DatabaseError `replicaNewer` when a newer console wrote it; nothing is touched then.
 */
export const migrate = (db: Database, steps: readonly Migration[] = migrations): void => {
  const at = db.userVersion()
  if (at > steps.length)
    throw new DatabaseError(
      fail('replicaNewer').failure,
      'NEWER',
      `user_version ${String(at)} > ${String(steps.length)}`,
    )
  if (at === steps.length) return
  db.transaction(() => {
    for (const step of steps.slice(at)) step.run(db)
    db.setUserVersion(steps.length)
  })
}
