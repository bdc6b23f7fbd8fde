import type { Outcome } from '#shared/protocol/command'
import { wipeDocuments, type DocumentRef } from './documents'
import { removeMeta, writeMeta } from './meta'
import { dropAcked, listUnsettledRefs, recordOutcome } from './outbox'
import { rebase } from './rebase'
import { correctedTime, type Replica } from './replica'

/** Writes down the server's answers to own commands, and shows what follows from them. */
export const settleOutcomes = (replica: Replica, outcomes: readonly Outcome[]): DocumentRef[] =>
  replica.db.transaction(() => {
    const before = listUnsettledRefs(replica.db)
    const settledAt = correctedTime(replica, replica.deviceNow())
    for (const outcome of outcomes) recordOutcome(replica.db, outcome, settledAt)
    return rebase(replica, before)
  })

/** A pull that began after these acknowledgements is done: whatever the documents show now is the truth. */
export const settleAcked = (replica: Replica, ids: readonly string[]): DocumentRef[] =>
  ids.length === 0
    ? []
    : replica.db.transaction(() => {
        const before = listUnsettledRefs(replica.db)
        dropAcked(replica.db, ids)
        return rebase(replica, before)
      })

/**
 * The replica begins again, because what this person may see has changed or the server is another; own commands stay.
 */
export const startAgain = (replica: Replica, scopesKey: string): void => {
  replica.db.transaction(() => {
    wipeDocuments(replica.db)
    removeMeta(replica.db, 'cursor')
    removeMeta(replica.db, 'bootstrap')
    removeMeta(replica.db, 'seen')
    writeMeta(replica.db, 'scopesKey', scopesKey)
  })
}
