import type { CommandId } from '#shared/ids'
import { fail, type Result } from '#shared/result'
import type { DocumentRef } from './documents'
import { issue } from './issue'
import { dismissAttention, isRefused } from './outbox'
import { correctedTime, type Replica } from './replica'

/**
 * A person has chosen what takes the place of a refused command: the new one is issued and the refused one let go, or,
 * where the rules refuse the new one here already, nothing is changed.
 * @param name may be another than the refused one's: an edit may become a note
 */
export const resolveAttention = (
  replica: Replica,
  refused: CommandId,
  name: string,
  args: Record<string, unknown>,
): Result<{ commandId: CommandId; changed: DocumentRef[] }> =>
  replica.db.transaction(() => {
    if (!isRefused(replica.db, refused)) return fail('notFound')
    const issued = issue(replica, name, args)
    if (issued.ok) dismissAttention(replica.db, refused, correctedTime(replica, replica.deviceNow()))
    return issued
  })
