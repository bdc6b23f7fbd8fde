import type { Outcome } from '#shared/protocol/command'
import { wipeDocuments, type DocumentRef } from './documents'
import { removeMeta, writeMeta } from './meta'
import { dropAcked, listUnsettledRefs, recordOutcome } from './outbox'
import { rebase } from './rebase'
import { correctedTime, type Replica } from './replica'

/** Records the server's answers to own commands and rebases. @returns the documents that may have changed */
export const settleOutcomes = (replica: Replica, outcomes: readonly Outcome[]): DocumentRef[] =>
  replica.db.transaction(() => {
    const before = listUnsettledRefs(replica.db)
    const settledAt = correctedTime(replica, replica.deviceNow())
    for (const outcome of outcomes) recordOutcome(replica.db, outcome, settledAt)
    return rebase(replica, before)
  })

/** A pull that started after these acknowledgements is done, so the documents show their result. */
export const settleAcked = (replica: Replica, ids: readonly string[]): DocumentRef[] =>
  ids.length === 0
    ? []
    : replica.db.transaction(() => {
        const before = listUnsettledRefs(replica.db)
        dropAcked(replica.db, ids)
        return rebase(replica, before)
      })

/**
 * Empties the replica, because what this person may see has changed or the server was restored; own commands stay.
 */
export const startOver = (replica: Replica, scopesKey: string): void => {
  replica.db.transaction(() => {
    wipeDocuments(replica.db)
    removeMeta(replica.db, 'cursor')
    removeMeta(replica.db, 'bootstrap')
    removeMeta(replica.db, 'seen')
    writeMeta(replica.db, 'scopesKey', scopesKey)
  })
}
